using KernelSplit.Modules;

namespace KernelSplit.Acceptance;

/// <summary>A kernel's modules with depmod's files, for this machine's modprobe.</summary>
internal sealed class KmodRoot : IDisposable
{
    private readonly TempDirectory _root = new("kernelsplit-kmod-");
    private readonly string[] _options;
    private readonly Dictionary<string, string[]> _needs;
    private readonly string _aliases;

    /// <param name="tree">A root directory with lib/modules/RELEASE; nothing is written there.</param>
    public KmodRoot(string tree)
    {
        var modules = Directory.EnumerateDirectories(Path.Combine(tree, "lib/modules")).Single();
        var release = Path.GetFileName(modules);
        var copy = Directory.CreateDirectory(Path.Combine(_root.Path, "lib/modules", release)).FullName;
        // depmod and modprobe follow links.
        foreach (var entry in Directory.EnumerateFileSystemEntries(modules))
            File.CreateSymbolicLink(Path.Combine(copy, Path.GetFileName(entry)), entry);
        var noSettings = Directory.CreateDirectory(Path.Combine(_root.Path, "no-settings")).FullName;
        Shell.Must("depmod", "-C", noSettings, "-b", _root.Path, release);
        _needs = File.ReadLines(Path.Combine(copy, "modules.dep")).Select(line => line.Split(':')).ToDictionary(
            fields => ModulePath.NameOf(fields[0]), fields => fields[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(path => ModulePath.NameOf(path)).ToArray());
        _aliases = Path.Combine(copy, "modules.alias");
        _options = ["-q", "-d", _root.Path, "-S", release, "-C", noSettings];
    }

    /// <summary>The lines of depmod's modules.alias.</summary>
    public IEnumerable<(string Pattern, string Module)> Aliases() => File.ReadLines(_aliases)
        .Select(line => line.Split(' '))
        .Where(words => words is ["alias", ..])
        .Select(words => (string.Join(' ', words[1..^1]), words[^1]));

    /// <summary>What modprobe --resolve-alias prints, each name once.</summary>
    public IReadOnlyList<string> Resolve(string modalias) =>
        [.. Shell.Run("modprobe", ["-R", .. _options, "--", modalias]).Lines.Select(ModulePath.NormalizeName).Distinct()];

    /// <summary>The module and, by depmod's modules.dep, all that it can't be loaded without; nothing for what is built in.</summary>
    public IEnumerable<string> Needs(string module) => _needs.TryGetValue(module, out var needs) ? [module, .. needs] : [];

    /// <summary>The modules that modprobe would load, soft dependencies too.</summary>
    public IReadOnlyList<string> Loads(string modalias) =>
    [
        .. Shell.Run("modprobe", ["--show-depends", "-a", .. _options, "--", modalias]).Lines
            .Where(line => line.StartsWith("insmod ", StringComparison.Ordinal))
            .Select(line => ModulePath.NameOf(line.Split(' ')[1])).Distinct(),
    ];

    public void Dispose() => _root.Dispose();
}
