using KernelSplit.Kconfig.Explaining;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Building.Configuring;

/// <summary>A target, configured for an architecture.</summary>
/// <param name="Target">The target.</param>
/// <param name="Chain">The target and the targets it includes.</param>
/// <param name="Architecture">The architecture.</param>
/// <param name="Requests">How many symbols the fragments set.</param>
public sealed record CheckedConfiguration(
    string Target, IReadOnlyList<string> Chain, string Architecture, int Requests);

/// <summary>A line of a fragment with a finding, and the configurations that have it.</summary>
/// <param name="Verdict">The verdict in the first of these configurations.</param>
/// <param name="Config">The first configuration.</param>
/// <param name="Configurations">All configurations with the same verdict.</param>
public sealed record CheckFinding(
    Verdict Verdict, ExplainedConfig Config, IReadOnlyList<CheckedConfiguration> Configurations)
{
    /// <summary>The target whose fragment has the line.</summary>
    public string Owner => Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(Verdict.Requested.File)))!;

    public string Key => $"{Verdict.Requested.File}:{Verdict.Requested.Line}:{Verdict.Outcome}:{Verdict.Actual}";

    /// <summary>As in "kvm, xen on x86_64, i686".</summary>
    public string Where => string.Join("; ", Configurations.GroupBy(checkedFor => checkedFor.Architecture)
        .GroupBy(group => string.Join(", ", group.Select(checkedFor => checkedFor.Target)))
        .Select(targets => $"{targets.Key} on {string.Join(", ", targets.Select(group => group.Key))}"));

    /// <summary>The findings with fixes; those of one configuration go together.</summary>
    public static List<CheckFinding> WithFixes(IReadOnlyList<CheckFinding> findings)
    {
        var fixes = findings.GroupBy(finding => finding.Config)
            .SelectMany(group => group.Zip(group.Key.WithFixes([.. group.Select(finding => finding.Verdict)])))
            .ToDictionary(pair => pair.First, pair => pair.Second);
        return [.. findings.Select(finding => finding with { Verdict = fixes[finding] })];
    }
}

/// <summary>The result of checking all targets.</summary>
/// <param name="Version">The kernel version.</param>
/// <param name="Configurations">What was checked.</param>
/// <param name="Findings">Findings that the allow list doesn't cover.</param>
/// <param name="Allowed">Findings that it covers.</param>
/// <param name="Needless">Entries of the allow list that apply to this kernel and cover nothing.</param>
public sealed record CheckResult(
    string Version,
    IReadOnlyList<CheckedConfiguration> Configurations,
    IReadOnlyList<CheckFinding> Findings,
    IReadOnlyList<CheckFinding> Allowed,
    IReadOnlyList<AllowedSymbol> Needless)
{
    public bool IsClean => Findings.Count + Needless.Count == 0;

    public static CheckResult Of(
        IReadOnlyList<CheckFinding> findings, IReadOnlyList<CheckedConfiguration> configurations, AllowList allowed,
        string version)
    {
        bool Covers(AllowedSymbol entry, CheckFinding finding) => finding.Configurations.Any(checkedFor =>
            entry.Covers(finding.Verdict.Requested.Symbol, finding.Owner, checkedFor.Architecture, version));
        var isCovered = findings.ToLookup(finding => allowed.Entries.Any(entry => Covers(entry, finding)));
        // An entry for a configuration that isn't checked now may still be needed.
        bool Applies(AllowedSymbol entry) => configurations.Any(checkedFor =>
            checkedFor.Chain.Any(owner => entry.Covers(entry.Symbol, owner, checkedFor.Architecture, version)));
        var needless = allowed.Entries.Where(
            entry => Applies(entry) && !findings.Any(finding => Covers(entry, finding)));
        return new CheckResult(version, configurations, Join(isCovered[false]), Join(isCovered[true]), [.. needless]);
    }

    private static List<CheckFinding> Join(IEnumerable<CheckFinding> findings) =>
    [
        .. findings.GroupBy(finding => finding.Key, StringComparer.Ordinal)
            .Select(group => group.First() with
            {
                Configurations = [.. group.SelectMany(finding => finding.Configurations)],
            })
            .OrderBy(finding => finding.Verdict.Requested.File, StringComparer.Ordinal)
            .ThenBy(finding => finding.Verdict.Requested.Line),
    ];
}
