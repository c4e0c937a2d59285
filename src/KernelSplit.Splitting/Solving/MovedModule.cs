namespace KernelSplit.Splitting.Solving;

/// <summary>A module that an earlier release had in another package.</summary>
/// <param name="Then">Where it was.</param>
/// <param name="Now">Where it is.</param>
public sealed record MovedModule(Placement Then, Placement Now)
{
    /// <summary>Sorted by module.</summary>
    public static IEnumerable<MovedModule> Between(Plan earlier, Plan plan)
    {
        var before = earlier.Placements.ToDictionary(placement => placement.Module, StringComparer.Ordinal);
        foreach (var now in plan.Placements)
        {
            if (before.TryGetValue(now.Module, out var then) && then.Package != now.Package)
                yield return new MovedModule(then, now);
        }
    }

    /// <summary>The reasons of both sides.</summary>
    public string Words =>
        $"moved from {Then.Package} to {Now.Package}: before, {Then.Reason.Words(Then.Package)}; now, "
            + $"{Now.Reason.Words(Now.Package)}";
}
