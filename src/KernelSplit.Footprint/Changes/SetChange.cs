namespace KernelSplit.Footprint.Changes;

/// <summary>What a set of names gained and lost; the order in which a module lists them says nothing.</summary>
/// <param name="Gained">Sorted, ordinal.</param>
/// <param name="Lost">Sorted, ordinal.</param>
public sealed record SetChange(IReadOnlyList<string> Gained, IReadOnlyList<string> Lost)
{
    public static SetChange None { get; } = new([], []);

    public bool IsNone => Gained.Count == 0 && Lost.Count == 0;

    public static SetChange Between(IReadOnlyList<string> then, IReadOnlyList<string> now) =>
        // Most modules are what they were.
        AreSame(then, now) ? None : Between((IEnumerable<string>)then, now);

    /// <summary>In the same order, too.</summary>
    public static bool AreSame(IReadOnlyList<string> then, IReadOnlyList<string> now)
    {
        if (then.Count != now.Count)
            return false;
        for (var i = 0; i < then.Count; i++)
        {
            if (then[i] != now[i])
                return false;
        }

        return true;
    }

    public static SetChange Between(IEnumerable<string> then, IEnumerable<string> now)
    {
        var (before, after) = (then.ToHashSet(StringComparer.Ordinal), now.ToHashSet(StringComparer.Ordinal));
        if (before.SetEquals(after))
            return None;
        return new(
            [.. after.Where(name => !before.Contains(name)).Order(StringComparer.Ordinal)],
            [.. before.Where(name => !after.Contains(name)).Order(StringComparer.Ordinal)]);
    }
}
