using KernelSplit.Kconfig.Explaining;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Building.Configuring;

/// <summary>A target as it was configured for an architecture.</summary>
/// <param name="Target">The target.</param>
/// <param name="Chain">The target and what it includes.</param>
/// <param name="Architecture">The architecture.</param>
/// <param name="Requests">How many symbols the fragments ask for.</param>
public sealed record CheckedPlace(string Target, IReadOnlyList<string> Chain, string Architecture, int Requests);

/// <summary>A line of a fragment that doesn't do what it says, and where it doesn't.</summary>
/// <param name="Verdict">What became of it, in the first of these places.</param>
/// <param name="Config">The configuration of that place.</param>
/// <param name="Places">All places where the same became of it.</param>
public sealed record CheckFinding(Verdict Verdict, ExplainedConfig Config, IReadOnlyList<CheckedPlace> Places)
{
    /// <summary>The target whose own fragment the line is in.</summary>
    public string Owner => Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(Verdict.Requested.File)))!;

    public string Key => $"{Verdict.Requested.File}:{Verdict.Requested.Line}:{Verdict.Outcome}:{Verdict.Actual}";

    /// <summary>As in "kvm, xen on x86_64, i686".</summary>
    public string Where => string.Join("; ", Places.GroupBy(place => place.Architecture)
        .GroupBy(group => string.Join(", ", group.Select(place => place.Target)))
        .Select(targets => $"{targets.Key} on {string.Join(", ", targets.Select(group => group.Key))}"));

    public CheckFinding WithFix() => this with { Verdict = Config.WithFix(Verdict) };
}

/// <summary>What a check of all targets found.</summary>
/// <param name="Version">The kernel's.</param>
/// <param name="Places">What was checked.</param>
/// <param name="Findings">What the allow list doesn't cover.</param>
/// <param name="Allowed">What it does cover.</param>
/// <param name="Stale">Entries of the allow list that are about this kernel and cover nothing.</param>
public sealed record CheckResult(
    string Version,
    IReadOnlyList<CheckedPlace> Places,
    IReadOnlyList<CheckFinding> Findings,
    IReadOnlyList<CheckFinding> Allowed,
    IReadOnlyList<AllowedSymbol> Stale)
{
    public bool IsClean => Findings.Count + Stale.Count == 0;

    public static CheckResult Of(
        IReadOnlyList<CheckFinding> findings, IReadOnlyList<CheckedPlace> places, AllowList allowed, string version)
    {
        bool Covers(AllowedSymbol entry, CheckFinding finding) => finding.Places.Any(place =>
            entry.Covers(finding.Verdict.Requested.Symbol, finding.Owner, place.Architecture, version));
        var isCovered = findings.ToLookup(finding => allowed.Entries.Any(entry => Covers(entry, finding)));
        // An entry for what isn't checked now can't be judged.
        var stale = allowed.Entries.Where(entry =>
            places.Any(place => place.Chain.Any(owner => entry.Covers(entry.Symbol, owner, place.Architecture, version))) && !findings.Any(finding => Covers(entry, finding)));
        return new CheckResult(version, places, Join(isCovered[false]), Join(isCovered[true]), [.. stale]);
    }

    private static List<CheckFinding> Join(IEnumerable<CheckFinding> findings) =>
    [
        .. findings.GroupBy(finding => finding.Key, StringComparer.Ordinal)
            .Select(group => group.First() with { Places = [.. group.SelectMany(finding => finding.Places)] })
            .OrderBy(finding => finding.Verdict.Requested.File, StringComparer.Ordinal).ThenBy(finding => finding.Verdict.Requested.Line),
    ];
}
