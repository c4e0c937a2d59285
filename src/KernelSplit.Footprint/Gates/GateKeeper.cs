using KernelSplit.Footprint.Changes;
using KernelSplit.Footprint.Snapshots;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Verification;

namespace KernelSplit.Footprint.Gates;

/// <summary>Looks whether a new release keeps to what the map and its targets ask for.</summary>
internal sealed class GateKeeper(Difference difference, DateOnly today, bool mustBeClaimed)
{
    private readonly Snapshot _old = difference.Old;
    private readonly Snapshot _new = difference.New;

    public IEnumerable<Gate> Run()
    {
        var map = new PackageMap(_new.Map, _new.Packages, []) { Budgets = _new.Budgets, Waivers = _new.Waivers };
        var plans = new PlanCheck(map, _new.Plan, [], difference.IsUpdate ? _old.Plan : null, mustBeClaimed);
        var sizes = plans.Sizes().ToLookup(finding => (finding.Check, finding.About));
        foreach (var budget in _new.Budgets)
        {
            if (budget.Installed is not null)
                yield return Gate($"budget of {budget.Package}", sizes[("budget", budget.Package)]);
            if (difference.IsUpdate && (budget.Growth is not null || budget.GrowthPercent is not null))
                yield return Gate($"growth of {budget.Package}", sizes[("growth", budget.Package)]);
        }

        foreach (var target in _old.Contract.Select(promise => promise.Target).Distinct())
            yield return Gate($"contract of {target}", Contract(target));
        foreach (var device in _new.NeverLose)
            yield return Gate($"never lose {device.Pattern}", Lost(device));
        yield return Gate("devices", Devices());
        if (difference.IsUpdate)
            yield return Gate("moved modules", plans.Moves());
        if (mustBeClaimed)
            yield return Gate("new modules have rules", plans.Unmatched());
    }

    private Gate Gate(string name, IEnumerable<Finding> findings) => new(name, [.. findings.Select(finding => finding.Waived(_new.Waivers, today))]);

    private IEnumerable<Finding> Contract(string target)
    {
        var kept = _new.Contract.Where(promise => promise.Target == target).ToDictionary(promise => promise.Name, StringComparer.Ordinal);
        foreach (var before in _old.Contract.Where(promise => promise.Target == target && promise.IsKept))
        {
            if (!kept.TryGetValue(before.Name, out var now))
                yield return new("contract", before.Name, Diagnostic.Warning(target, $"{before.Name} was promised, and the new map promises it no more"));
            else if (!now.IsKept)
                yield return new("contract", before.Name, Diagnostic.Error(target, $"lost {before.Name}: {now.Words}", $"{_old.Release} served it by {before.Words}"));
        }
    }

    private IEnumerable<Finding> Lost(NeverLose device)
    {
        var lost = difference.Devices.Where(change => change.Fate == DeviceFate.Lost && IsMeant(device.Pattern, change.Alias)).ToList();
        if (lost.Count > 0)
        {
            yield return new("lost", device.Pattern, Diagnostic.Error(
                device.File, $"no package serves {Some(lost)} any more, which must never be lost", $"{lost[0].Then[0].Module} in {lost[0].Then[0].Package} did", device.Line));
        }
    }

    /// <summary>The pattern takes the alias in, or is a device that the alias takes in.</summary>
    private static bool IsMeant(string pattern, string alias) => Modules.AliasPattern.Matches(pattern, alias) || Modules.AliasPattern.Matches(alias, pattern);

    /// <summary>That a kernel drops a device is upstream's decision; whoever ships it should hear of it.</summary>
    private IEnumerable<Finding> Devices()
    {
        foreach (var bus in difference.Devices.Where(change => change.Fate == DeviceFate.Lost).GroupBy(change => change.Bus))
            yield return new("lost", bus.Key, Diagnostic.Warning(bus.Key, $"no package serves {Some([.. bus])} any more"));
    }

    private static string Some(IReadOnlyList<DeviceChange> devices) => Names.Some([.. devices.Select(device => device.Alias)], 3);
}
