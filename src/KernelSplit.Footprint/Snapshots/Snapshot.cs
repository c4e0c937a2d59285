using System.Text.Json.Serialization;
using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Footprint.Snapshots;

/// <summary>
/// Everything that a later diff needs to know about a split kernel. docs/reference.md describes the file.
/// </summary>
public sealed record Snapshot
{
    private IReadOnlyList<Placement>? _placements;

    /// <summary>As <c>uname -r</c> prints it.</summary>
    public required string Release { get; init; }

    /// <summary>The version in the .config, <c>6.1.176</c>; without one, that in the release.</summary>
    public required string Version { get; init; }

    /// <summary>As in <c>make ARCH=</c>; null if unknown.</summary>
    public string? Architecture { get; init; }

    /// <summary>The name of the package map; <c>as packaged</c> without one.</summary>
    public required string Map { get; init; }

    /// <summary>The packages, each after those that it requires.</summary>
    public required IReadOnlyList<Package> Packages { get; init; }

    /// <summary>The size of each package, in the order of <see cref="Packages"/>.</summary>
    public required IReadOnlyList<PackageFootprint> Sizes { get; init; }

    /// <summary>Whether the sizes are those of built packages, not of their modules alone.</summary>
    public bool HasPackageSizes { get; init; }

    /// <summary>Null if none was found.</summary>
    public KernelImage? Image { get; init; }

    /// <summary>Sorted by name, ordinal.</summary>
    public required IReadOnlyList<SnapshotModule> Modules { get; init; }

    /// <summary>Built-in code that could have been a module, sorted by name.</summary>
    public required IReadOnlyList<SnapshotBuiltIn> BuiltIns { get; init; }

    /// <summary>Whether the contracts of the map's targets are satisfied; empty without a map.</summary>
    public IReadOnlyList<SnapshotRequirement> Contract { get; init; } = [];

    /// <summary>
    /// The other errors that its verification found, as it was made all the same. Files are without directories.
    /// </summary>
    public IReadOnlyList<Diagnostic> Findings { get; init; } = [];

    /// <summary>The size limits of the map.</summary>
    public IReadOnlyList<Budget> Budgets { get; init; } = [];

    /// <summary>The waivers of the map.</summary>
    public IReadOnlyList<Waiver> Waivers { get; init; } = [];

    /// <summary>Devices that no later release may lose.</summary>
    public IReadOnlyList<NeverLose> NeverLose { get; init; } = [];

    /// <summary>The .config without <c>CONFIG_</c>; empty if none was found.</summary>
    public IReadOnlyDictionary<string, string> Config { get; init; } = new Dictionary<string, string>();

    /// <summary>The same split as a plan.</summary>
    [JsonIgnore]
    public Plan Plan => new(Release, Map, Packages, _placements ??= [.. Modules.Select(Place)], [])
    {
        Terms = PlanTerms.None with { Budgets = Budgets, Waivers = Waivers, NeverLose = NeverLose },
    };

    /// <summary>The package with the kernel image.</summary>
    [JsonIgnore]
    public string Base => Plan.Base.Name;

    /// <summary>Its modules and built-in code, with their aliases only.</summary>
    public ModuleTree ToTree() => new(
        Release,
        Modules.Select(module =>
            new KernelModule { Path = module.Path, Architecture = Architecture, ModInfo = Aliases(module.Aliases) }),
        BuiltIns.Select(builtIn => new BuiltInModule(builtIn.Name, builtIn.Path, Aliases(builtIn.Aliases))));

    private static ModInfo Aliases(IReadOnlyList<string> aliases) =>
        new(aliases.Select(alias => new ModInfoField("alias", alias)));

    private static Placement Place(SnapshotModule module) =>
        new(module.Name, module.Path, module.Size, module.Package, module.Reason, module.Dependencies)
        {
            Digest = module.File,
        };
}
