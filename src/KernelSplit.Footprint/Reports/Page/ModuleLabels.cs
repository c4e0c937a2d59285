using KernelSplit.Footprint.Changes;

namespace KernelSplit.Footprint.Reports.Page;

/// <summary>Short descriptions of how a module changed.</summary>
internal static class ModuleLabels
{
    public static string Status(ModuleChange module) => module.Status switch
    {
        ModuleStatus.Added => "new",
        ModuleStatus.Removed => "removed",
        ModuleStatus.Renamed => "renamed",
        ModuleStatus.BuiltIn => "now built in",
        ModuleStatus.Modular => "was built in",
        _ when module.IsMoved => "moved",
        _ when module.HasNewCode == true => "code changed",
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

    /// <summary>The lists in a module's metadata that can change.</summary>
    public static IEnumerable<(string Name, SetChange Change)> Sets(ModuleChange module) =>
    [
        ("aliases", module.Aliases), ("firmware", module.Firmware), ("parameters", module.Parameters),
        ("dependencies", module.Dependencies), ("exports", module.Exports), ("soft dependencies",
            module.SoftDependencies),
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
