using KernelSplit.Foundation;

namespace KernelSplit.Footprint.Changes;

/// <summary>A check that a new release must pass.</summary>
/// <param name="Name">Such as <c>budget of core</c>.</param>
/// <param name="Findings">Errors fail it; warnings and notes don't.</param>
public sealed record Gate(string Name, IReadOnlyList<Diagnostic> Findings)
{
    public bool Passed => !Findings.HaveErrors();
}
