using KernelSplit.Foundation;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Splitting.Verification;

/// <summary>Modules that the map, as it is now, places elsewhere than the plan.</summary>
internal static class PlanDrift
{
    public static IEnumerable<Diagnostic> Between(Plan plan, Plan solved)
    {
        var now = solved.Placements.ToDictionary(placement => placement.Module, StringComparer.Ordinal);
        foreach (var then in plan.Placements)
        {
            if (now.TryGetValue(then.Module, out var placed) && placed.Package != then.Package)
                yield return Diagnostic.Warning(
                    DiagnosticKind.Drift, then.Module,
                    $"in {then.Package} by the plan, but in {placed.Package} by map {solved.Map}: "
                    + placed.Reason.Words(placed.Package));
        }
    }
}
