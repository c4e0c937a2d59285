namespace KernelSplit.Splitting.Targets;

/// <summary>
/// The Kconfig symbols that something in the kernel depends on, without <c>CONFIG_</c>: one of each list, in order of
/// preference.
/// </summary>
public sealed class KconfigNeeds
{
    public KconfigNeeds(IEnumerable<IReadOnlyList<string>> all) => All = [.. all];

    /// <summary>It is not known which.</summary>
    public static KconfigNeeds Unknown { get; } = new([]);

    /// <summary>All lists have to be served, each by one of its symbols.</summary>
    public IReadOnlyList<IReadOnlyList<string>> All { get; }

    public bool IsKnown => All.Count > 0;

    /// <param name="valueOf">A symbol's value as .config writes it; null or <c>n</c>: not set.</param>
    /// <returns><c>y</c>, <c>m</c> where a part of it is a module, or <c>n</c>.</returns>
    public char ValueIn(Func<string, string?> valueOf) =>
        All.Select(any => Best(any, valueOf)).DefaultIfEmpty('n').MinBy(Rank);

    /// <summary>
    /// What would enable it: one text for each list that no symbol serves, alternatives with <c> | </c> between.
    /// </summary>
    /// <inheritdoc cref="ValueIn" path="/param"/>
    public IReadOnlyList<string> MissingIn(Func<string, string?> valueOf) =>
        [.. All.Where(any => Best(any, valueOf) == 'n').Select(any => string.Join(" | ", any))];

    /// <summary>The symbols that serve it: the first one of each list that has the best value.</summary>
    /// <inheritdoc cref="ValueIn" path="/param"/>
    public IReadOnlyList<string> ServingIn(Func<string, string?> valueOf) =>
        [.. All.Select(any => any.MaxBy(symbol => Rank(Value(symbol, valueOf)))!)];

    /// <summary>As target.yaml writes it.</summary>
    public override string ToString() => string.Join(", ", All.Select(any => string.Join(" | ", any)));

    private static char Best(IReadOnlyList<string> any, Func<string, string?> valueOf) =>
        any.Select(symbol => Value(symbol, valueOf)).MaxBy(Rank);

    private static char Value(string symbol, Func<string, string?> valueOf) => valueOf(symbol) switch
    {
        "y" => 'y',
        "m" => 'm',
        _ => 'n',
    };

    private static int Rank(char value) => value switch { 'y' => 2, 'm' => 1, _ => 0 };
}
