using KernelSplit.Foundation;

namespace KernelSplit.Footprint.Gates;

/// <summary>One thing that a new release must not do, and whether it did.</summary>
/// <param name="Name">In words: <c>budget of core</c>.</param>
/// <param name="Findings">Errors close it; warnings and notes don't.</param>
public sealed record Gate(string Name, IReadOnlyList<Diagnostic> Findings)
{
    public bool Passed => !Findings.HaveErrors();
}
