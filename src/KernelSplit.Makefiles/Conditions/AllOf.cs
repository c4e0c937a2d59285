namespace KernelSplit.Makefiles.Conditions;

/// <summary>All conditions hold; with none, always.</summary>
public sealed record AllOf(IReadOnlyList<BuildCondition> Parts) : BuildCondition
{
    private int _hash;
    private BuildCondition? _negated;

    public override IEnumerable<string> Symbols => Parts.SelectMany(part => part.Symbols);

    public override IEnumerable<Undecided> Unknowns => Parts.SelectMany(part => part.Unknowns);

    public override bool? Holds(Func<string, string?> valueOf)
    {
        bool? all = true;
        foreach (var part in Parts)
        {
            switch (part.Holds(valueOf))
            {
                case false:
                    return false;
                case null:
                    all = null;
                    break;
            }
        }

        return all;
    }

    public override string ToString() => Parts.Count == 0 ? "always" : string.Join(" and ", Parts.Select(Bracketed));

    public bool Equals(AllOf? other) =>
        other is not null && GetHashCode() == other.GetHashCode() && Parts.SequenceEqual(other.Parts);

    public override int GetHashCode() => _hash == 0 ? _hash = Parts.Aggregate(17, HashCode.Combine) : _hash;

    internal override BuildCondition Negate() =>
        _negated ??= Parts.Select(part => part.Negate()).Aggregate(Never, (any, part) => any | part);

    private static string Bracketed(BuildCondition part) =>
        part is AnyOf { Parts.Count: > 1 } ? $"({part})" : part.ToString();
}
