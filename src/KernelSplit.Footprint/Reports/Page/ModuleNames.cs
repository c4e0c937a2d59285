using KernelSplit.Footprint.Changes;
using KernelSplit.Footprint.Snapshots;

namespace KernelSplit.Footprint.Reports.Page;

/// <summary>All modules of both releases in the page's order, and the index of each.</summary>
internal sealed class ModuleNames
{
    private readonly Dictionary<string, int> _index;

    public ModuleNames(Difference difference)
    {
        var changed = difference.Modules.Select(module => module.Name).ToHashSet(StringComparer.Ordinal);
        var before = difference.Old.Modules.ToDictionary(module => module.Name, StringComparer.Ordinal);
        All =
        [
            .. difference.Modules.OrderBy(Rank).ThenByDescending(module => Math.Abs(module.Growth)).ThenBy(
                module => module.Name, StringComparer.Ordinal),
            .. difference.New.Modules.Where(module => !changed.Contains(module.Name))
                .Select(module => new ModuleChange(before[module.Name], module, ModuleStatus.Kept, HasNewCode: false)),
        ];
        _index = All.Select((module, index) => (module.Name, index))
            .ToDictionary(pair => pair.Name, pair => pair.index, StringComparer.Ordinal);
        foreach (var renamed in difference.Modules.Where(module => module.OldName is not null))
            _index.TryAdd(renamed.OldName!, _index[renamed.Name]);
    }

    /// <summary>Changed modules first, the most important ones at the top.</summary>
    public IReadOnlyList<ModuleChange> All { get; }

    public bool Has(string name) => _index.ContainsKey(name);

    /// <summary>The indexes of a module's dependencies.</summary>
    public IEnumerable<int> Dependencies(SnapshotModule module) =>
        module.Dependencies.Where(_index.ContainsKey).Select(name => _index[name]);

    /// <summary>Modules that may need action come first.</summary>
    private static int Rank(ModuleChange module) => (module.Status, module.IsMoved) switch
    {
        (ModuleStatus.Removed, _) => 0,
        (not ModuleStatus.Kept, _) => 1,
        (_, true) => 2,
        _ => 3,
    };
}
