namespace KernelSplit.Footprint.Changes;

/// <summary>A Kconfig symbol whose value changed.</summary>
/// <param name="Symbol">Without <c>CONFIG_</c>.</param>
/// <param name="Then">
/// The old value as written in the .config, <c>n</c> for "is not set"; null if the symbol isn't listed.
/// </param>
/// <param name="Now">The new value.</param>
public sealed record ConfigChange(string Symbol, string? Then, string? Now)
{
    /// <summary>The lines of fragments that set the symbol: <c>fragments/kvm/common.config:14</c>.</summary>
    public IReadOnlyList<string> Fragments { get; init; } = [];

    /// <summary>Modules built by the symbol that were added, removed or became built-in.</summary>
    public IReadOnlyList<string> Modules { get; init; } = [];

    /// <summary>In the format of the kernel's scripts/diffconfig.</summary>
    public string Notation => (Then, Now) switch
    {
        (_, null) => $"-{Symbol} {Then}",
        (null, _) => $"+{Symbol} {Now}",
        _ => $" {Symbol} {Then} -> {Now}",
    };

    /// <summary>In diffconfig's order: removed, changed, added, each sorted.</summary>
    public static IEnumerable<ConfigChange> Between(
        IReadOnlyDictionary<string, string> then, IReadOnlyDictionary<string, string> now) =>
        then.Keys.Union(now.Keys)
        .Select(symbol => new ConfigChange(symbol, then.GetValueOrDefault(symbol), now.GetValueOrDefault(symbol)))
        .Where(change => change.Then != change.Now)
        .OrderBy(change => change.Now is null ? 0 : change.Then is null ? 2 : 1)
        .ThenBy(change => change.Symbol, StringComparer.Ordinal);
}
