using System.Text;

namespace KernelSplit.Acceptance;

/// <summary>
/// What the comparison with a kernel's own conf lets that conf do: damaged Kconfig files may contain any command.
/// </summary>
[Part(Part.Kconfig)]
public sealed class KernelConfTests : IDisposable
{
    private const string Mode = "--olddefconfig";

    private readonly TempDirectory _directory = new("kernelsplit-");
    private readonly string _marker;
    private readonly byte[] _kconfig;

    public KernelConfTests()
    {
        _marker = Path.Combine(_directory.Path, "marker");
        var command = $"echo run >>{_marker}; echo answer";
        _kconfig = Encoding.ASCII.GetBytes($"config A\n string \"a\"\n default \"$(shell,{command})\"\n");
    }

    public void Dispose() => _directory.Dispose();

    [AptFact]
    public void Without_a_shell_a_comparison_runs_no_command()
    {
        using var conf = ConfOf(hasShell: false);

        var difference = conf.Compare([], Mode);

        File.Exists(_marker).ShouldBeFalse();
        difference.ShouldBeNull();
    }

    [AptFact]
    public void Without_a_shell_a_quick_comparison_runs_no_command()
    {
        using var conf = ConfOf(hasShell: false);

        var difference = conf.CompareQuickly([], Mode);

        File.Exists(_marker).ShouldBeFalse();
        difference.ShouldBeNull();
    }

    [AptFact]
    public void With_a_shell_both_confs_share_the_answer_of_a_command()
    {
        using var conf = ConfOf(hasShell: true);

        conf.Compare([], Mode).ShouldBeNull();

        File.ReadAllLines(_marker).ShouldBe(["run"]);
    }

    [AptFact]
    public void With_a_shell_quick_comparisons_share_the_answer_of_a_command()
    {
        using var conf = ConfOf(hasShell: true);

        conf.CompareQuickly([], Mode).ShouldBeNull();
        conf.CompareQuickly("CONFIG_A=\"b\"\n"u8.ToArray(), Mode).ShouldBeNull();

        File.ReadAllLines(_marker).ShouldBe(["run"]);
    }

    private KernelConf ConfOf(bool hasShell)
    {
        var source = ComparedKernels.SourceOf(ComparedKernels.Trees[^1]);
        return new KernelConf(source, "x86_64", hasShell) { Files = { ["Kconfig"] = _kconfig } };
    }
}
