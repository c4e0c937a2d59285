namespace KernelSplit.Footprint.Changes;

/// <summary>A symbol of the .config with another value.</summary>
/// <param name="Symbol">Without <c>CONFIG_</c>.</param>
/// <param name="Then">As the file writes it, <c>n</c> where it says that the symbol isn't set; nothing where it doesn't name it.</param>
/// <param name="Now">The same of the new one.</param>
public sealed record ConfigChange(string Symbol, string? Then, string? Now)
{
    /// <summary>The lines of fragments that ask for the symbol: <c>fragments/kvm/common.config:14</c>.</summary>
    public IReadOnlyList<string> Fragments { get; init; } = [];

    /// <summary>Modules that came, went or became part of the kernel image, and are built by it.</summary>
    public IReadOnlyList<string> Modules { get; init; } = [];

    /// <summary>As the kernel's scripts/diffconfig writes it.</summary>
    public string Notation => (Then, Now) switch
    {
        (_, null) => $"-{Symbol} {Then}",
        (null, _) => $"+{Symbol} {Now}",
        _ => $" {Symbol} {Then} -> {Now}",
    };

    /// <summary>In diffconfig's order: what went, what changed, what came, each sorted.</summary>
    public static IEnumerable<ConfigChange> Between(IReadOnlyDictionary<string, string> then, IReadOnlyDictionary<string, string> now) => then.Keys.Union(now.Keys)
        .Select(symbol => new ConfigChange(symbol, then.GetValueOrDefault(symbol), now.GetValueOrDefault(symbol)))
        .Where(change => change.Then != change.Now)
        .OrderBy(change => change.Now is null ? 0 : change.Then is null ? 2 : 1)
        .ThenBy(change => change.Symbol, StringComparer.Ordinal);
}
