using KernelSplit.Footprint.Snapshots;
using KernelSplit.Modules;

namespace KernelSplit.Footprint.Changes;

/// <summary>Finds aliases whose drivers or packages changed.</summary>
internal static class DeviceChanges
{
    /// <summary>Sorted by alias.</summary>
    public static List<DeviceChange> Between(Snapshot old, Snapshot now)
    {
        var suspects = Suspects(old, now);
        var (before, after) = (Owners(old, suspects), Owners(now, suspects));
        var tree = new Lazy<ModuleTree>(now.ToTree);
        var packageOf = new Lazy<Dictionary<string, string>>(now.Plan.PackageOfModules);
        var changes = new List<DeviceChange>();
        foreach (var (alias, then) in before)
        {
            if (after.TryGetValue(alias, out var owners))
            {
                if (!Packages(then).SetEquals(Packages(owners)))
                    changes.Add(new DeviceChange(alias, DeviceStatus.Moved, then, owners));
                continue;
            }

            // The pattern is looked up like a device: a driver whose alias matches it drives all devices of the
            // pattern.
            var covering = tree.Value.Drivers(alias)
                .Select(driver =>
                    new AliasOwner(
                        driver.Name, driver.IsBuiltIn ? now.Base : packageOf.Value[driver.Name],
                        driver.IsBuiltIn)).Distinct().ToList();
            changes.Add(
                new DeviceChange(alias, covering.Count > 0 ? DeviceStatus.Covered : DeviceStatus.Lost, then, covering));
        }

        changes.AddRange(after.Where(alias => !before.ContainsKey(alias.Key))
            .Select(alias => new DeviceChange(alias.Key, DeviceStatus.Gained, [], alias.Value)));
        return [.. changes.OrderBy(change => change.Alias, StringComparer.Ordinal)];
    }

    private static HashSet<string> Packages(List<AliasOwner> owners) => [.. owners.Select(owner => owner.Package)];

    /// <summary>
    /// All aliases of modules that were added, removed, moved, or have other aliases; most modules are unchanged.
    /// </summary>
    private static HashSet<string> Suspects(Snapshot old, Snapshot now)
    {
        var suspects = new HashSet<string>(StringComparer.Ordinal);
        var before = old.Modules.ToDictionary(module => module.Name, StringComparer.Ordinal);
        foreach (var module in now.Modules)
        {
            if (before.Remove(module.Name, out var then) && then.Package == module.Package && SetChange.AreSame(
                then.Aliases, module.Aliases))
                continue;
            suspects.UnionWith(module.Aliases);
            suspects.UnionWith(then?.Aliases ?? []);
        }

        suspects.UnionWith(before.Values.SelectMany(module => module.Aliases));
        suspects.UnionWith(old.BuiltIns.Concat(now.BuiltIns).SelectMany(builtIn => builtIn.Aliases));
        return suspects;
    }

    private static Dictionary<string, List<AliasOwner>> Owners(Snapshot kernel, HashSet<string> wanted)
    {
        var owners = new Dictionary<string, List<AliasOwner>>(StringComparer.Ordinal);
        foreach (var module in kernel.Modules)
            Add(module.Aliases, new AliasOwner(module.Name, module.Package, IsBuiltIn: false));
        foreach (var builtIn in kernel.BuiltIns)
            Add(builtIn.Aliases, new AliasOwner(builtIn.Name, kernel.Base, IsBuiltIn: true));
        return owners;

        void Add(IReadOnlyList<string> aliases, AliasOwner owner)
        {
            foreach (var alias in aliases)
            {
                if (!wanted.Contains(alias))
                    continue;
                if (!owners.TryGetValue(alias, out var list))
                    owners[alias] = list = [];
                list.Add(owner);
            }
        }
    }
}
