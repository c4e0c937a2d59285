using KernelSplit.Kconfig;
using KernelSplit.Splitting.Projects;

namespace KernelSplit.Acceptance;

/// <summary>What a kernel's own conf makes of a target's fragments over tinyconfig; its scripts/dummy-tools play the compiler.</summary>
internal sealed class TargetConfig(string source, Architecture architecture) : IDisposable
{
    private readonly TempDirectory _folder = new("kernelsplit-");
    private IReadOnlyList<string>? _tiny;

    public void Dispose() => _folder.Dispose();

    public Project Project(string target)
    {
        var file = _folder.Write("kernelsplit.yaml", $"name: k\narch: {architecture.Name}\ntargets: [{target}]\n");
        return ProjectReader.Read(file, new Library(Shell.Checkout));
    }

    /// <summary>The final values, without <c>CONFIG_</c>; what is off is absent.</summary>
    public Dictionary<string, string> Of(Project project)
    {
        var config = Path.Combine(_folder.Path, ".config");
        if (_tiny is null)
        {
            Make("tinyconfig");
            _tiny = File.ReadAllLines(config);
        }

        File.WriteAllText(config, Requests(project).ApplyTo(string.Join('\n', _tiny)));
        Make("olddefconfig");
        return ConfigText.ReadFile(config, []).Where(line => line.Value != Assignment.NotSet).ToDictionary(line => line.Symbol, line => line.Value);
    }

    public static MergedConfig Requests(Project project) => MergedConfig.Read(project.Fragments, []);

    private void Make(string goal) => Shell.Must(
        "make", "-s", "-C", source, $"O={_folder.Path}", $"ARCH={architecture.KbuildName}", $"CROSS_COMPILE={source}/scripts/dummy-tools/", goal);
}
