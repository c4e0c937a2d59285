using KernelSplit.Modules;

namespace KernelSplit.Testing.Kernels;

/// <summary>
/// A kernel's modules with the files that this machine's depmod writes, for its modprobe and modinfo.
/// </summary>
internal sealed class KmodRoot : IDisposable
{
    private readonly TempDirectory _root = new("kernelsplit-kmod-");
    private readonly string[] _options;
    private readonly Dictionary<string, string[]> _needs;

    /// <param name="modules">A directory lib/modules/RELEASE; nothing is written there.</param>
    public KmodRoot(string modules)
    {
        Release = Path.GetFileName(modules);
        Directory.CreateDirectory(Written(""));
        // depmod and modprobe follow links, and take the files of a link's target as if they were here.
        foreach (var entry in Directory.EnumerateFileSystemEntries(modules).Where(entry => !IsWrittenByDepmod(entry)))
            File.CreateSymbolicLink(Written(Path.GetFileName(entry)), entry);
        NoSettings = Directory.CreateDirectory(Path.Combine(_root.Path, "no-settings")).FullName;
        Shell.Must("depmod", Arguments());
        _needs = File.ReadLines(Written("modules.dep")).Select(line => line.Split(':')).ToDictionary(
            fields => ModulePath.NameOf(fields[0]),
            fields =>
                fields[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(path =>
                    ModulePath.NameOf(path)).ToArray());
        _options = ["-q", "-d", _root.Path, "-S", Release, "-C", NoSettings];
    }

    public string Root => _root.Path;

    public string Release { get; }

    /// <summary>An empty directory: /etc/depmod.d may give directories another order of precedence.</summary>
    public string NoSettings { get; }

    /// <summary>What each module can't be loaded without, directly or not, by names as lsmod prints them.</summary>
    public IReadOnlyDictionary<string, string[]> Dependencies => _needs;

    /// <summary>The path of a file that depmod wrote.</summary>
    public string Written(string file) => Path.Combine(_root.Path, "lib/modules", Release, file);

    /// <summary>depmod's arguments for this root.</summary>
    public string[] Arguments(params string[] options) => [.. options, "-C", NoSettings, "-b", _root.Path, Release];

    /// <summary>The lines of depmod's modules.alias.</summary>
    public IEnumerable<(string Pattern, string Module)> Aliases() => File.ReadLines(Written("modules.alias"))
        .Select(line => line.Split(' '))
        .Where(words => words is ["alias", ..])
        .Select(words => (string.Join(' ', words[1..^1]), words[^1]));

    /// <summary>What modprobe --resolve-alias prints, each name once.</summary>
    public IReadOnlyList<string> Resolve(string modalias) =>
        [
            .. Shell.Run("modprobe", ["-R", .. _options, "--", modalias]).Lines.Select(ModulePath.NormalizeName)
                .Distinct(),
        ];

    /// <summary>
    /// The module and, by depmod's modules.dep, all that it can't be loaded without; nothing for what is built in.
    /// </summary>
    public IEnumerable<string> Needs(string module) =>
        _needs.TryGetValue(module, out var needs) ? [module, .. needs] : [];

    /// <summary>The modules that modprobe would load, soft dependencies too.</summary>
    public IReadOnlyList<string> Loads(string modalias) =>
    [
        .. Shell.Run("modprobe", ["--show-depends", "-a", .. _options, "--", modalias]).Lines
            .Where(line => line.StartsWith("insmod ", StringComparison.Ordinal))
            .Select(line => ModulePath.NameOf(line.Split(' ')[1])).Distinct(),
    ];

    public void Dispose() => _root.Dispose();

    /// <summary>An installed kernel has them, a package doesn't.</summary>
    private static bool IsWrittenByDepmod(string entry) => Path.GetFileName(entry) is var name
        && name.StartsWith("modules.", StringComparison.Ordinal)
        && name is not ("modules.order" or "modules.builtin" or "modules.builtin.modinfo" or "modules.builtin.ranges");
}
