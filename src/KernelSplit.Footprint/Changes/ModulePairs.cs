using KernelSplit.Footprint.Snapshots;

namespace KernelSplit.Footprint.Changes;

/// <summary>Matches the modules of two releases.</summary>
internal static class ModulePairs
{
    /// <summary>Every module of both, sorted by name.</summary>
    public static IEnumerable<ModuleChange> Between(Snapshot old, Snapshot now, bool comparesCode)
    {
        var before = old.Modules.ToDictionary(module => module.Name, StringComparer.Ordinal);
        var after = now.Modules.ToDictionary(module => module.Name, StringComparer.Ordinal);
        var builtInBefore = BuiltInModules(old);
        var builtInAfter = BuiltInModules(now);

        var gone = old.Modules.Where(module => !after.ContainsKey(module.Name)).ToList();
        var came = now.Modules.Where(module => !before.ContainsKey(module.Name)).ToList();
        var renamed = Renamed(
            [.. gone.Where(module => !builtInAfter.Contains(module.Name))],
            [.. came.Where(module => !builtInBefore.Contains(module.Name))]);
        var changes = now.Modules.Where(module => before.ContainsKey(module.Name))
            .Select(module => ModuleChange.Between(before[module.Name], module, comparesCode))
            .Concat(renamed.Select(pair => ModuleChange.Between(pair.Then, pair.Now, comparesCode)))
            .Concat(gone.Except(renamed.Select(pair => pair.Then))
                .Select(module => new ModuleChange(
                    module,
                    null,
                    builtInAfter.Contains(module.Name) ? ModuleStatus.BuiltIn : ModuleStatus.Removed,
                    null)))
            .Concat(came.Except(renamed.Select(pair => pair.Now))
                .Select(module => new ModuleChange(
                    null,
                    module,
                    builtInBefore.Contains(module.Name) ? ModuleStatus.Modular : ModuleStatus.Added,
                    null)));
        return changes.OrderBy(change => change.Name, StringComparer.Ordinal);
    }

    /// <summary>
    /// Code that could be a module. Code with no more than parameters isn't: mm/kfence/core.c has those of a "core".
    /// </summary>
    private static HashSet<string> BuiltInModules(Snapshot kernel) =>
        kernel.BuiltIns.Where(builtIn => builtIn.Path is not null).Select(builtIn => builtIn.Name)
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// A removed and an added module with the same code, mostly the same exports, or mostly the same aliases and almost
    /// the same place in the source: a new driver of the same devices is another driver.
    /// </summary>
    private static List<(SnapshotModule Then, SnapshotModule Now)> Renamed(
        List<SnapshotModule> gone, List<SnapshotModule> came)
    {
        var pairs = new List<(SnapshotModule, SnapshotModule)>();
        foreach (var then in gone)
        {
            if (came.Find(now => IsSame(then, now)) is not { } now)
                continue;
            pairs.Add((then, now));
            came.Remove(now);
        }

        return pairs;
    }

    private static bool IsSame(SnapshotModule then, SnapshotModule now) =>
        (then.Code is not null && then.Code == now.Code)
        || AreMostlySame(then.Exports, now.Exports)
        || (AreMostlySame(then.Aliases, now.Aliases) && AreNear(then.SourcePath, now.SourcePath));

    /// <summary>In the same directory, or in two beside or below each other.</summary>
    private static bool AreNear(string then, string now)
    {
        string[] before = then.Split('/')[..^1], after = now.Split('/')[..^1];
        var common = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        return common >= Math.Max(before.Length, after.Length) - 1;
    }

    private static bool AreMostlySame(IReadOnlyList<string> then, IReadOnlyList<string> now) =>
        then.Intersect(now).Count() * 2 > Math.Max(then.Count, now.Count);
}
