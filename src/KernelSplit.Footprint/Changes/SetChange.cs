namespace KernelSplit.Footprint.Changes;

/// <summary>The names a set gained and lost; their order in a module is irrelevant.</summary>
/// <param name="Gained">Sorted, ordinal.</param>
/// <param name="Lost">Sorted, ordinal.</param>
public sealed record SetChange(IReadOnlyList<string> Gained, IReadOnlyList<string> Lost)
{
    public static SetChange None { get; } = new([], []);

    public bool IsNone => Gained.Count == 0 && Lost.Count == 0;

    public static SetChange Between(IReadOnlyList<string> then, IReadOnlyList<string> now) =>
        // Most modules are unchanged.
        AreSame(then, now) ? None : Between((IEnumerable<string>)then, now);

    /// <summary>Whether they are the same, in the same order.</summary>
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
