namespace KernelSplit.Makefiles.Conditions;

/// <summary>A condition that only a running make could decide.</summary>
/// <param name="Reason">What stands in the way: <c>$(shell ...)</c> runs a program.</param>
/// <param name="At">Where.</param>
public sealed record Undecided(string Reason, SourceLine At) : Condition
{
    public override IEnumerable<string> Symbols => [];

    public override IEnumerable<Undecided> Unknowns => [this];

    public override bool? Holds(Func<string, string?> valueOf) => null;

    public override string ToString() => $"unknown ({At}: {Reason})";

    internal override Condition Negate() => this;
}
