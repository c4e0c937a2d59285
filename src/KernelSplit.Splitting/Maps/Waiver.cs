using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps.Conditions;

namespace KernelSplit.Splitting.Maps;

/// <summary>A finding that is accepted, by a package map or by a project.</summary>
/// <param name="Check">Which check finds it: one of <see cref="Checks"/>.</param>
/// <param name="About">
/// The package, module, device or <c>never-lose</c> pattern that it is about, or a glob over names.
/// </param>
/// <param name="Because">Why it is accepted.</param>
/// <param name="Until">The last day on which it is; null for good.</param>
/// <param name="File">The file that says so.</param>
/// <param name="Line">The line there, from 1.</param>
public sealed record Waiver(string Check, string About, string Because, DateOnly? Until, string File, int Line)
{
    /// <summary>All checks whose findings can be waived.</summary>
    public static readonly IReadOnlyList<string> Checks =
        [.. DiagnosticKind.All.Where(kind => kind.CanBeWaived).Select(kind => kind.Name).Order(StringComparer.Ordinal)];

    public bool IsAbout(string name) => About == name || new Glob(About).Matches(name);

    public bool CountsOn(DateOnly day) => Until is not { } last || day <= last;
}
