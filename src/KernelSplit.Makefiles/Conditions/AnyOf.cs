namespace KernelSplit.Makefiles.Conditions;

/// <summary>At least one condition holds; with none, never.</summary>
public sealed record AnyOf(IReadOnlyList<BuildCondition> Parts) : BuildCondition
{
    private int _hash;
    private BuildCondition? _negated;

    public override IEnumerable<string> Symbols => Parts.SelectMany(part => part.Symbols);

    public override IEnumerable<Undecided> Unknowns => Parts.SelectMany(part => part.Unknowns);

    public override bool? Holds(Func<string, string?> valueOf)
    {
        bool? any = false;
        foreach (var part in Parts)
        {
            switch (part.Holds(valueOf))
            {
                case true:
                    return true;
                case null:
                    any = null;
                    break;
            }
        }

        return any;
    }

    public override string ToString() => Parts.Count == 0 ? "never" : string.Join(" or ", Parts.Select(Bracketed));

    public bool Equals(AnyOf? other) =>
        other is not null && GetHashCode() == other.GetHashCode() && Parts.SequenceEqual(other.Parts);

    public override int GetHashCode() => _hash == 0 ? _hash = Parts.Aggregate(19, HashCode.Combine) : _hash;

    internal override BuildCondition Negate() =>
        _negated ??= Parts.Select(part => part.Negate()).Aggregate(Always, (all, part) => all & part);

    private static string Bracketed(BuildCondition part) =>
        part is AllOf { Parts.Count: > 1 } ? $"({part})" : part.ToString();
}
