using System.Globalization;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Splitting.Verification;

/// <summary>
/// Packages over budget or full of what others share; against an earlier plan also what grew, moved, or is new and
/// matched by no rule.
/// </summary>
/// <param name="plan">The plan, with its limits.</param>
/// <param name="earlier">The plan of an earlier release, where there is one.</param>
/// <param name="requiresRules">Whether a new module that no rule matches is an error.</param>
public sealed class PlanCheck(Plan plan, Plan? earlier, bool requiresRules)
{
    /// <summary>The share of a package from which on modules shared by others deserve a package of their own.</summary>
    private const double LargeShare = 0.05;

    public IEnumerable<Finding> Run() =>
        [.. Sizes(), .. plan.Packages.SelectMany(SharedBySiblings), .. Moves(), .. Unmatched()];

    /// <summary>Packages that are too large, or grew too much.</summary>
    public IEnumerable<Finding> Sizes() => plan.Terms.Budgets.SelectMany(OverBudget);

    private IEnumerable<Finding> OverBudget(Budget budget)
    {
        var size = SizeOf(plan, budget.Package);
        if (budget.Installed is { } most && size > most)
        {
            yield return At(DiagnosticKind.Budget, $"{budget.Package} has {ByteSize.Format(size)} of modules, "
                + $"{Amount(size - most, most)} more than its budget of {ByteSize.Format(most)}");
        }

        if (earlier is null)
            yield break;
        var before = SizeOf(earlier, budget.Package);
        var isTooMuch = size - before > budget.Growth || size - before > before / 100.0 * budget.GrowthPercent;
        if (isTooMuch)
        {
            var limits = new[]
            {
                budget.Growth is { } bytes ? ByteSize.Format(bytes) : null,
                budget.GrowthPercent is { } percent ? Percent(percent) : null,
            };
            yield return At(
                DiagnosticKind.Growth,
                $"{budget.Package} grew from {ByteSize.Format(before)} to {ByteSize.Format(size)}, by "
                + $"{Amount(size - before, before)}; allowed: {string.Join(" and ", limits.OfType<string>())}");
        }

        Finding At(DiagnosticKind kind, string message) =>
            new(budget.Package, Diagnostic.Error(kind, budget.File, message, Heaviest(budget.Package), budget.Line));
    }

    /// <summary>
    /// Modules that are in a package only because packages that require it share them. A package of little else is
    /// meant for that.
    /// </summary>
    private IEnumerable<Finding> SharedBySiblings(Package package)
    {
        var helpers = SharedHelpers.In(plan, package.Name);
        if (helpers.Count == 0 || helpers.Count > plan.In(package.Name).Count() / 2)
            yield break;
        var (cost, size) = (helpers.Sum(helper => helper.Size), SizeOf(plan, package.Name));
        var above = plan.Placements.Where(user =>
            user.Package != package.Name && user.Dependencies.Intersect(helpers.Select(helper => helper.Module)).Any())
            .Select(user => user.Package).ToHashSet(StringComparer.Ordinal);
        var names = string.Join(", ", plan.Packages.Select(other => other.Name).Where(above.Contains));
        var message = $"{Amount(cost, size)} of it is {helpers.Count} modules that nothing in it needs: {names} share "
            + $"them, such as {helpers.MaxBy(helper => helper.Size)!.Module}";
        yield return new(package.Name, cost > size * LargeShare
            ? Diagnostic.Warning(
                DiagnosticKind.Shared, package.Name, message,
                $"Add a package for them that requires {package.Name} and that {names} require")
            : Diagnostic.Note(DiagnosticKind.Shared, package.Name, message));
    }

    /// <summary>The largest modules, or those that grew most.</summary>
    private string Heaviest(string package)
    {
        var before = earlier?.In(package)
            .ToDictionary(placement => placement.Module, placement => placement.Size, StringComparer.Ordinal) ?? [];
        var heaviest = plan.In(package).Select(placement =>
            (placement.Module, Size: placement.Size - before.GetValueOrDefault(placement.Module)))
            .OrderByDescending(one => one.Size).ThenBy(one => one.Module, StringComparer.Ordinal).Take(3)
            .Select(one => $"{one.Module} {ByteSize.Format(one.Size)}");
        return $"{(earlier is null ? "Most of it is" : "Most of the growth is")} {string.Join(", ", heaviest)}";
    }

    /// <summary>Modules that another package had.</summary>
    public IEnumerable<Finding> Moves()
    {
        foreach (var move in earlier is null ? [] : MovedModule.Between(earlier, plan))
        {
            var isStable = plan.Packages.Any(package => package.Name == move.Then.Package && package.IsStable);
            yield return new(move.Now.Module, isStable
                ? Diagnostic.Error(
                    DiagnosticKind.Move, move.Now.Module, move.Words,
                    $"{move.Then.Package} is stable: machines that have it rely on the module")
                : Diagnostic.Warning(DiagnosticKind.Move, move.Now.Module, move.Words));
        }
    }

    /// <summary>New modules that no rule matches.</summary>
    public IEnumerable<Finding> Unmatched()
    {
        if (earlier is null)
            yield break;
        var known = earlier.Placements.Select(placement => placement.Module).ToHashSet(StringComparer.Ordinal);
        foreach (var module in plan.Placements.Where(placement =>
            placement.Reason.Rule is null && !known.Contains(placement.Module)))
        {
            var message = $"new, and no rule matches it: it is in {module.Package}, "
                + $"{module.Reason.Words(module.Package)}";
            yield return new(module.Module, requiresRules
                ? Diagnostic.Error(DiagnosticKind.Unmatched, module.Module, message, "Add a rule for it")
                : Diagnostic.Note(DiagnosticKind.Unmatched, module.Module, message));
        }
    }

    private static long SizeOf(Plan plan, string package) => plan.In(package).Sum(placement => placement.Size);

    private static string Amount(long bytes, long of) =>
        of > 0 ? $"{ByteSize.Format(bytes)} or {Percent(100.0 * bytes / of)}" : ByteSize.Format(bytes);

    private static string Percent(double percent) => percent.ToString("0.#", CultureInfo.InvariantCulture) + " %";
}
