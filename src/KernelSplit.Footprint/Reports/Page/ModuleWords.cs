using KernelSplit.Footprint.Changes;

namespace KernelSplit.Footprint.Reports.Page;

/// <summary>What became of a module, in a few words.</summary>
internal static class ModuleWords
{
    public static string Fate(ModuleChange module) => module.Fate switch
    {
        ModuleFate.Added => "new",
        ModuleFate.Removed => "gone",
        ModuleFate.Renamed => "renamed",
        ModuleFate.BuiltIn => "now built in",
        ModuleFate.Modular => "was built in",
        _ when module.IsMoved => "moved",
        _ when module.HasNewCode == true => "rewritten",
        _ when module.HasNewCode == false => Sets(module).Any(set => !set.Change.IsNone) ? "same code" : "unchanged",
        _ => "not compared",
    };

    public static string Package(ModuleChange module) => (module.OldPackage, module.NewPackage) switch
    {
        (null, var now) => now ?? "",
        (var then, null) => then,
        var (then, now) => then == now ? now : $"{then} → {now}",
    };

    /// <summary><c>was ixgbe_old, code, aliases +2 −1</c></summary>
    public static string Changed(ModuleChange module) => string.Join(", ", Parts(module));

    /// <summary>All that a module says of itself and that can change.</summary>
    public static IEnumerable<(string Name, SetChange Change)> Sets(ModuleChange module) =>
    [
        ("aliases", module.Aliases), ("firmware", module.Firmware), ("parameters", module.Parameters),
        ("dependencies", module.Dependencies), ("exports", module.Exports), ("wishes", module.Wishes),
    ];

    private static IEnumerable<string> Parts(ModuleChange module)
    {
        if (module.OldName is { } oldName)
            yield return $"was {oldName}";
        if (module.HasNewCode == true)
            yield return "code";
        foreach (var (name, change) in Sets(module).Where(set => !set.Change.IsNone))
            yield return name + Signed("+", change.Gained.Count) + Signed("−", change.Lost.Count);
    }

    private static string Signed(string sign, int count) => count == 0 ? "" : $" {sign}{count}";
}
