using KernelSplit.Footprint.Snapshots;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Verification;

namespace KernelSplit.Footprint.Changes;

/// <summary>Checks a new release against the limits of the map and the contracts of its targets.</summary>
internal sealed class GateChecks(Difference difference, DateOnly today, bool requiresRules)
{
    private readonly Snapshot _old = difference.Old;
    private readonly Snapshot _new = difference.New;

    public IEnumerable<Gate> Run()
    {
        var plans = new PlanCheck(_new.Plan, difference.IsUpdate ? _old.Plan : null, requiresRules);
        var sizes = plans.Sizes().ToLookup(finding => (finding.Check, finding.About));
        foreach (var budget in _new.Budgets)
        {
            if (budget.Installed is not null)
                yield return Gate($"budget of {budget.Package}", sizes[("budget", budget.Package)]);
            if (difference.IsUpdate && (budget.Growth is not null || budget.GrowthPercent is not null))
                yield return Gate($"growth of {budget.Package}", sizes[("growth", budget.Package)]);
        }

        foreach (var target in _old.Contract.Concat(_new.Contract).Select(result => result.Target).Distinct())
            yield return Gate($"contract of {target}", Contract(target));
        foreach (var device in _new.NeverLose)
            yield return Gate($"never lose {device.Pattern}", Lost(device));
        if (Unfit().ToList() is { Count: > 0 } unfit)
            yield return new Gate("verification", unfit);
        yield return Gate("devices", Devices());
        if (difference.IsUpdate)
            yield return Gate("moved modules", plans.Moves());
        if (requiresRules)
            yield return Gate("new modules have rules", plans.Unmatched());
    }

    private Gate Gate(string name, IEnumerable<Finding> findings) =>
        new(name, [.. findings.Select(finding => finding.Waived(_new.Waivers, today))]);

    private IEnumerable<Finding> Contract(string target)
    {
        var (then, now) = (Of(_old), Of(_new));
        foreach (var name in then.Values.Where(before => before.IsSatisfied).Select(before =>
            before.Name).Except(now.Keys))
        {
            yield return new(name, Diagnostic.Warning(
                DiagnosticKind.Contract, target, $"{name} is no longer required by the targets of the new map"));
        }

        foreach (var after in now.Values.Where(after => !after.IsSatisfied))
        {
            var before = then.GetValueOrDefault(after.Name);
            if (before is { IsSatisfied: false })
                continue;
            var kind = ContractCheck.KindOf(after.Service ?? Service.Missing);
            yield return new(after.Name, before is null
                ? Diagnostic.Error(kind, target, $"{after.Name} isn't served: {after.Explanation}")
                : Diagnostic.Error(
                    kind, target, $"lost {after.Name}: {after.Explanation}",
                    $"In {_old.Release} it was satisfied by {before.Explanation}"));
        }

        Dictionary<string, SnapshotRequirement> Of(Snapshot kernel) => kernel.Contract
            .Where(result => result.Target == target).ToDictionary(result => result.Name, StringComparer.Ordinal);
    }

    /// <summary>What makes the new release unfit to ship, and didn't the old one.</summary>
    private IEnumerable<Diagnostic> Unfit()
    {
        var before = _old.Findings.Select(Place).ToHashSet();
        return _new.Findings.Where(found => !before.Contains(Place(found)));

        static (string, string, int) Place(Diagnostic found) => (found.Kind.Id, found.File, found.Line);
    }

    private IEnumerable<Finding> Lost(NeverLose device)
    {
        var lost = difference.Devices.Where(
            change => change.Status == DeviceStatus.Lost && IsMeant(device.Pattern, change.Alias)).ToList();
        if (lost.Count > 0)
        {
            yield return new(device.Pattern, Diagnostic.Error(
                DiagnosticKind.Lost,
                device.File,
                $"no driver in any package any more for {Some(lost)}, matched by never-lose",
                $"It was {lost[0].Then[0].Module} in {lost[0].Then[0].Package}",
                device.Line));
        }
    }

    /// <summary>Whether the pattern matches the alias, or is a device that the alias matches.</summary>
    private static bool IsMeant(string pattern, string alias) =>
        Modules.AliasPattern.Matches(pattern, alias) || Modules.AliasPattern.Matches(alias, pattern);

    /// <summary>Dropping a device is upstream's decision, but whoever ships the kernel should know.</summary>
    private IEnumerable<Finding> Devices()
    {
        var lost = difference.Devices.Where(change => change.Status == DeviceStatus.Lost);
        foreach (var bus in lost.GroupBy(change => change.Bus))
        {
            yield return new(bus.Key, Diagnostic.Warning(
                DiagnosticKind.Lost, bus.Key, $"no driver in any package any more for {Some([.. bus])}"));
        }
    }

    private static string Some(IReadOnlyList<DeviceChange> devices) =>
        Names.Some([.. devices.Select(device => device.Alias)], 3);
}
