using KernelSplit.Foundation;
using KernelSplit.Modules.Aliases;

namespace KernelSplit.Modules;

/// <summary>All that is known about one lib/modules/RELEASE. The same files give an equal tree in any order.</summary>
public sealed class ModuleTree
{
    private readonly Dictionary<string, KernelModule> _modules;
    private readonly Dictionary<string, BuiltInModule> _builtIns;
    private readonly Lazy<AliasIndex> _aliases;

    /// <param name="release">The kernel's release, as <c>uname -r</c> prints it.</param>
    /// <param name="modules">In any order, every name once, with their dependencies.</param>
    /// <param name="builtIns">In any order, every name once.</param>
    /// <param name="diagnostics">What was odd while reading.</param>
    /// <param name="source">What was read, for people.</param>
    public ModuleTree(
        string release,
        IEnumerable<KernelModule> modules,
        IEnumerable<BuiltInModule>? builtIns = null,
        IReadOnlyList<Diagnostic>? diagnostics = null,
        string source = "")
    {
        Release = release;
        Modules = [.. modules.OrderBy(module => module.Name, StringComparer.Ordinal)];
        BuiltIns = [.. (builtIns ?? []).OrderBy(builtIn => builtIn.Name, StringComparer.Ordinal)];
        Diagnostics = diagnostics ?? [];
        Source = source;
        _modules = Modules.ToDictionary(module => module.Name, StringComparer.Ordinal);
        _builtIns = BuiltIns.ToDictionary(builtIn => builtIn.Name, StringComparer.Ordinal);
        _aliases = new Lazy<AliasIndex>(() => new AliasIndex(this));
    }

    public string Release { get; }

    /// <summary>What its modules are built for, as in <c>make ARCH=</c>; nothing where that is unknown.</summary>
    public string? Architecture => Modules.Count == 0 ? null : Modules[0].Architecture;

    /// <summary>Sorted by name, ordinal.</summary>
    public IReadOnlyList<KernelModule> Modules { get; }

    /// <summary>Sorted by name, ordinal.</summary>
    public IReadOnlyList<BuiltInModule> BuiltIns { get; }

    /// <summary>
    /// The lines of modules.order, paths relative to the release's directory and as kbuild names them (.ko, also where
    /// the file is compressed): of modules with the same alias, modprobe tries the first one first. Empty without it.
    /// </summary>
    public IReadOnlyList<string> Order { get; init; } = [];

    /// <summary>
    /// The names of built-in modules as modules.builtin.modinfo has them first; the order of those with the same alias
    /// in modprobe's index follows from it. Empty without it.
    /// </summary>
    public IReadOnlyList<string> BuiltInOrder { get; init; } = [];

    /// <summary>Errors are modules that could not be read and are therefore not in <see cref="Modules"/>.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>The inputs as the user named them.</summary>
    public string Source { get; }

    /// <param name="name">With <c>-</c> or <c>_</c>.</param>
    public KernelModule? FindModule(string name) => _modules.GetValueOrDefault(ModulePath.NormalizeName(name));

    /// <inheritdoc cref="FindModule"/>
    public BuiltInModule? FindBuiltIn(string name) => _builtIns.GetValueOrDefault(ModulePath.NormalizeName(name));

    /// <summary>
    /// The modules with an alias that matches, in the order in which modprobe tries them, then built-in drivers by
    /// name: for a device's modalias, or a request such as <c>fs-ext4</c> or <c>crypto-crc32c</c>. Names of modules are
    /// no aliases: see <see cref="ModuleLookup"/>.
    /// </summary>
    public IReadOnlyList<Driver> Drivers(string modalias) => _aliases.Value.Find(modalias);
}
