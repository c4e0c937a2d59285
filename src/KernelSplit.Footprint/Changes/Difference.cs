using KernelSplit.Footprint.Advice;
using KernelSplit.Footprint.Gates;
using KernelSplit.Footprint.Snapshots;

namespace KernelSplit.Footprint.Changes;

/// <summary>All that is different between two split kernels.</summary>
/// <param name="Old">The one before.</param>
/// <param name="New">The one after.</param>
public sealed record Difference(Snapshot Old, Snapshot New)
{
    /// <summary>Both are built for the same processors: one can update the other, and their code can be compared.</summary>
    public bool IsUpdate => Old.Architecture == New.Architecture;

    /// <summary>The packages of either, the new one's order first.</summary>
    public required IReadOnlyList<PackageChange> Packages { get; init; }

    /// <summary>All packages together.</summary>
    public required PackageChange Total { get; init; }

    /// <summary>Modules of which there is more to tell than that they were built anew, sorted by name.</summary>
    public required IReadOnlyList<ModuleChange> Modules { get; init; }

    /// <summary>Code of the kernel image that could be a module and was or is none.</summary>
    public required SetChange BuiltIns { get; init; }

    /// <summary>In the order of scripts/diffconfig.</summary>
    public required IReadOnlyList<ConfigChange> Config { get; init; }

    /// <summary>Sorted by alias.</summary>
    public required IReadOnlyList<DeviceChange> Devices { get; init; }

    /// <summary>Firmware files that any module may ask for.</summary>
    public required SetChange Firmware { get; init; }

    /// <summary>Packages whose modules need modules of another package, as none did before.</summary>
    public required IReadOnlyList<PackageEdge> NewEdges { get; init; }

    /// <summary>What may not be, and whether it is.</summary>
    public IReadOnlyList<Gate> Gates { get; init; } = [];

    /// <summary>What follows for whoever ships the packages; nothing where the one is no update of the other.</summary>
    public UpdateAdvice? Advice { get; init; }

    /// <summary>What makes figures of the two hard to compare, in sentences.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    public bool HasPassed => Gates.All(gate => gate.Passed);

    public int Count(ModuleFate fate) => Modules.Count(module => module.Fate == fate);

    /// <summary>Modules of both releases whose code is different.</summary>
    public int Rewritten => Modules.Count(module => module.HasNewCode == true);

    public int Moved => Modules.Count(module => module.IsMoved);
}
