using KernelSplit.Testing.Inputs;
using KernelSplit.Tests.Splitting;

namespace KernelSplit.Tests.Cli;

/// <summary>What a project in the current directory decides about a kernel that it doesn't build.</summary>
public sealed class ProjectBasisTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly ModuleDirectory _tree = new ModuleDirectory()
        .Add("kernel/drivers/net/net.ko", new ElfModule { ModInfo = ["license=GPL", "alias=virtio:d00000001v*"] });

    public ProjectBasisTests()
    {
        _directory.Write("mine.yaml", Build.Packages + """
            rules:
              - {to: core, because: guests need it, when: {target: [small, large]}}
            """);
        foreach (var name in (string[])["small", "large"])
            _directory.Write(
                $"fragments/{name}/target.yaml",
                $"name: {name}\nsummary: S\nmodules: [{(name == "small" ? "net" : "net, gone")}]\n");
        _directory.Write("kernelsplit.yaml", """
            name: k
            arch: x86_64
            targets: small
            package-map: mine.yaml
            waivers: [{check: contract, about: net, because: not in ours}]
            """);
    }

    public void Dispose()
    {
        _directory.Dispose();
        _tree.Dispose();
    }

    [Fact]
    public void Its_map_is_the_default_and_what_it_waives_is_about_its_own_kernel()
    {
        var (exitCode, _, errors) = Command.Run(_directory.Path, "split", _tree.Path, "--force");

        exitCode.ShouldBe(1);
        errors.ShouldContain("large: error KS0503: core doesn't serve gone");
        errors.ShouldNotContain("needless waiver");
    }

    [Fact]
    public void Named_it_decides_about_targets_and_waivers_too()
    {
        var (exitCode, _, errors) = Command.Run(
            _directory.Path, "split", _tree.Path, "--project", "kernelsplit.yaml");

        exitCode.ShouldBe(0, errors);
        errors.ShouldContain("needless waiver: check \"contract\" finds nothing about net");
        Command.Run(_directory.Path, "verify", _tree.Path).ExitCode.ShouldBe(0);
    }
}
