using System.Text.Json.Serialization;
using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Footprint.Snapshots;

/// <summary>
/// Everything about a split kernel that a later comparison needs, without the kernel. docs/reference.md describes the file.
/// </summary>
public sealed record Snapshot
{
    private Plan? _plan;

    /// <summary>As <c>uname -r</c> prints it.</summary>
    public required string Release { get; init; }

    /// <summary>As the .config names it, <c>6.1.176</c>; without one, the release's own number.</summary>
    public required string Version { get; init; }

    /// <summary>As in <c>make ARCH=</c>; nothing where it is unknown.</summary>
    public string? Architecture { get; init; }

    /// <summary>The name of the package map; of finished packages, what they were read from.</summary>
    public required string Map { get; init; }

    /// <summary>The packages, each behind those that it requires.</summary>
    public required IReadOnlyList<Package> Packages { get; init; }

    /// <summary>What each package costs, in the order of <see cref="Packages"/>.</summary>
    public required IReadOnlyList<PackageFootprint> Sizes { get; init; }

    /// <summary>Whether the sizes are those of finished packages, not of their modules alone.</summary>
    public bool HasPackageSizes { get; init; }

    /// <summary>Nothing where none was found.</summary>
    public KernelImage? Image { get; init; }

    /// <summary>Sorted by name, ordinal.</summary>
    public required IReadOnlyList<SnapshotModule> Modules { get; init; }

    /// <summary>Code of the kernel image that could have been a module, sorted by name.</summary>
    public required IReadOnlyList<SnapshotBuiltIn> BuiltIns { get; init; }

    /// <summary>How it keeps the contracts of the map's targets; empty without a map.</summary>
    public IReadOnlyList<KeptPromise> Contract { get; init; } = [];

    /// <summary>How large the map lets packages get.</summary>
    public IReadOnlyList<Budget> Budgets { get; init; } = [];

    /// <summary>Findings that the map accepts for a while.</summary>
    public IReadOnlyList<Waiver> Waivers { get; init; } = [];

    /// <summary>Devices that the map lets no later release lose.</summary>
    public IReadOnlyList<NeverLose> NeverLose { get; init; } = [];

    /// <summary>The .config without <c>CONFIG_</c>; empty where none was found.</summary>
    public IReadOnlyDictionary<string, string> Config { get; init; } = new Dictionary<string, string>();

    /// <summary>The same split as a plan.</summary>
    [JsonIgnore]
    public Plan Plan => _plan ??= new(
        Release, Map, Packages, [.. Modules.Select(module => new Placement(module.Name, module.Path, module.Size, module.Package, module.Reason, module.Dependencies))], []);

    /// <summary>The package with the kernel image.</summary>
    [JsonIgnore]
    public string Base => Plan.Base.Name;

    /// <summary>Its modules and built-in code, as far as their aliases go.</summary>
    public ModuleTree ToTree() => new(
        Release,
        Modules.Select(module => new KernelModule { Path = module.Path, Architecture = Architecture, ModInfo = Aliases(module.Aliases) }),
        BuiltIns.Select(builtIn => new BuiltInModule(builtIn.Name, builtIn.Path, Aliases(builtIn.Aliases))));

    private static ModInfo Aliases(IReadOnlyList<string> aliases) => new(aliases.Select(alias => new ModInfoField("alias", alias)));
}
