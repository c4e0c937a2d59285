namespace KernelSplit.Makefiles.Conditions;

/// <summary>A condition that only make itself can decide.</summary>
/// <param name="Reason">Why: <c>$(shell ...)</c> runs a program.</param>
/// <param name="At">Where.</param>
public sealed record Undecided(string Reason, SourceLine At) : BuildCondition
{
    public override IEnumerable<string> Symbols => [];

    public override IEnumerable<Undecided> Unknowns => [this];

    public override bool? Holds(Func<string, string?> valueOf) => null;

    public override string ToString() => $"unknown ({At}: {Reason})";

    internal override BuildCondition Negate() => this;
}
