using KernelSplit.Building.Configuring;
using KernelSplit.Foundation;
using KernelSplit.Kconfig;
using KernelSplit.Kconfig.Explaining;
using KernelSplit.Kconfig.Merging;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Acceptance;

/// <summary>
/// What a kernel makes of targets' fragments over tinyconfig; its scripts/dummy-tools play the compiler.
/// </summary>
internal sealed class TargetConfig : IDisposable
{
    private readonly TempDirectory _folder = new("kernelsplit-");
    private readonly string _source;
    private readonly Architecture _architecture;
    private readonly string _base;
    private readonly Explainer _explainer;

    public TargetConfig(string source, Architecture architecture)
    {
        (_source, _architecture) = (source, architecture);
        var kernel = KernelKconfig.Read(
            source, architecture, KernelKconfig.DummyTools(source), CancellationToken.None).GetAwaiter().GetResult();
        _explainer = new Explainer(kernel.Tree);
        _base = DeepRecursion.Run(() => kernel.Base(BaseConfig.Tiny));
    }

    public void Dispose() => _folder.Dispose();

    public Project Project(params string[] targets)
    {
        var file = _folder.Write(
            "kernelsplit.yaml", $"name: k\narch: {_architecture.Name}\ntargets: [{string.Join(", ", targets)}]\n");
        return ProjectReader.Read(file, new DataDirectories(Shell.Checkout));
    }

    /// <summary>The .config.</summary>
    public string TextOf(Project project) =>
        DeepRecursion.Run(() =>
            _explainer.Complete(MergedConfig.Read(project.Fragments), _base, BaseConfig.Tiny).Configuration.ToConfig());

    /// <summary>The final values, without <c>CONFIG_</c>; what is off is absent.</summary>
    public Dictionary<string, string> Of(Project project) => ConfigText.Read(TextOf(project).Split('\n'), "", [])
        .Where(line => line.Value != Assignment.NotSet).ToDictionary(line => line.Symbol, line => line.Value);

    /// <summary>The .config as kbuild and the kernel's own conf make it.</summary>
    public string TextByKbuild(Project project)
    {
        var config = Path.Combine(_folder.Path, ".config");
        Make("tinyconfig");
        File.WriteAllText(config, MergedConfig.Read(project.Fragments).ApplyTo(File.ReadAllText(config)));
        Make("olddefconfig");
        return File.ReadAllText(config);
    }

    /// <summary>What make is given so that a kernel's dummy tools answer everything.</summary>
    public static string[] DummyTools(string source) =>
    [
        $"CROSS_COMPILE={source}/scripts/dummy-tools/",
        .. ((string[])["PAHOLE", "RUSTC", "BINDGEN", "PYTHON3"])
            .Select(tool => $"{tool}={source}/scripts/dummy-tools/{tool.ToLowerInvariant()}"),
    ];

    private void Make(string goal) => Shell.Must(
        "make",
        [
            "-s", "-C", _source, $"O={_folder.Path}", $"ARCH={_architecture.KbuildName}", .. DummyTools(_source), goal,
        ]);
}
