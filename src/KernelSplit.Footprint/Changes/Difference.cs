using KernelSplit.Footprint.Snapshots;

namespace KernelSplit.Footprint.Changes;

/// <summary>All changes between two split kernels.</summary>
/// <param name="Old">The old release.</param>
/// <param name="New">The new release.</param>
public sealed record Difference(Snapshot Old, Snapshot New)
{
    /// <summary>
    /// Whether both have the same architecture, so that one can update the other and their code can be compared.
    /// </summary>
    public bool IsUpdate => Old.Architecture == New.Architecture;

    /// <summary>The packages of both, in the order of the new release.</summary>
    public required IReadOnlyList<PackageChange> Packages { get; init; }

    /// <summary>All packages together.</summary>
    public required PackageChange Total { get; init; }

    /// <summary>Modules that were not only rebuilt, sorted by name.</summary>
    public required IReadOnlyList<ModuleChange> Modules { get; init; }

    /// <summary>Built-in code that could be a module.</summary>
    public required SetChange BuiltIns { get; init; }

    /// <summary>In the order of scripts/diffconfig.</summary>
    public required IReadOnlyList<ConfigChange> Config { get; init; }

    /// <summary>Sorted by alias.</summary>
    public required IReadOnlyList<DeviceChange> Devices { get; init; }

    /// <summary>Firmware files that any module may request.</summary>
    public required SetChange Firmware { get; init; }

    /// <summary>Packages whose modules depend on a package that none depended on before.</summary>
    public required IReadOnlyList<PackageEdge> NewEdges { get; init; }

    /// <summary>The gates, with their findings.</summary>
    public IReadOnlyList<Gate> Gates { get; init; } = [];

    /// <summary>What to ship; null if the new release is not an update of the old one.</summary>
    public UpdateAdvice? Advice { get; init; }

    /// <summary>Sentences on what makes the two hard to compare.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    public bool HasPassed => Gates.All(gate => gate.Passed);

    public int Count(ModuleStatus status) => Modules.Count(module => module.Status == status);

    /// <summary>Modules of both releases whose code changed.</summary>
    public int CodeChanged => Modules.Count(module => module.HasNewCode == true);

    public int Moved => Modules.Count(module => module.IsMoved);
}
