using KernelSplit.Foundation;
using KernelSplit.Modules.Aliases;

namespace KernelSplit.Modules;

/// <summary>The content of one lib/modules/RELEASE. It doesn't depend on the order in which files are read.</summary>
public sealed class ModuleTree
{
    private readonly Dictionary<string, KernelModule> _modules;
    private readonly Dictionary<string, BuiltInModule> _builtIns;
    private readonly Lazy<AliasIndex> _aliases;
    private readonly Lazy<KernelModule[]> _inLoadOrder;

    /// <param name="release">The kernel's release, as <c>uname -r</c> prints it.</param>
    /// <param name="modules">In any order, with unique names, with their dependencies.</param>
    /// <param name="builtIns">In any order, with unique names.</param>
    /// <param name="diagnostics">Errors and warnings from reading.</param>
    /// <param name="source">The inputs, for messages.</param>
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
        _inLoadOrder = new Lazy<KernelModule[]>(() => LoadOrder.Of(Modules, Order));
    }

    public string Release { get; }

    /// <summary>The architecture of its modules, as in <c>make ARCH=</c>; null if unknown.</summary>
    public string? Architecture => Modules.Count == 0 ? null : Modules[0].Architecture;

    /// <summary>Sorted by name, ordinal.</summary>
    public IReadOnlyList<KernelModule> Modules { get; }

    /// <summary>Sorted by name, ordinal.</summary>
    public IReadOnlyList<BuiltInModule> BuiltIns { get; }

    /// <summary>
    /// The lines of modules.order: paths relative to the release's directory, as kbuild names them (.ko even if the
    /// file is compressed). Of modules with the same alias, modprobe tries the first one first. Empty without that
    /// file.
    /// </summary>
    public IReadOnlyList<string> Order { get; init; } = [];

    /// <summary>In the order in which modprobe tries those with the same alias.</summary>
    public IReadOnlyList<KernelModule> InLoadOrder => _inLoadOrder.Value;

    /// <summary>
    /// The names of built-in modules in the order in which they first appear in modules.builtin.modinfo; it determines
    /// the order of those with the same alias in modprobe's index. Empty without that file.
    /// </summary>
    public IReadOnlyList<string> BuiltInOrder { get; init; } = [];

    /// <summary>An error is a module that could not be read, so that it is not in <see cref="Modules"/>.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>The inputs as the user named them.</summary>
    public string Source { get; }

    /// <param name="name">With <c>-</c> or <c>_</c>.</param>
    public KernelModule? FindModule(string name) => _modules.GetValueOrDefault(ModulePath.NormalizeName(name));

    /// <inheritdoc cref="FindModule"/>
    public BuiltInModule? FindBuiltIn(string name) => _builtIns.GetValueOrDefault(ModulePath.NormalizeName(name));

    /// <summary>
    /// The modules with a matching alias, in the order in which modprobe tries them, then built-in drivers by name: for
    /// a device's modalias, or a request such as <c>fs-ext4</c> or <c>crypto-crc32c</c>. Module names are not aliases:
    /// see <see cref="ModuleLookup"/>.
    /// </summary>
    public IReadOnlyList<Driver> Drivers(string modalias) => _aliases.Value.Find(modalias);
}
