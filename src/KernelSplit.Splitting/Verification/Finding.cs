using System.Globalization;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps;

namespace KernelSplit.Splitting.Verification;

/// <summary>What a check found, by the names that waivers use.</summary>
/// <param name="Check">Which check.</param>
/// <param name="About">The package, module or device that it is about.</param>
/// <param name="Diagnostic">What is to be said of it.</param>
public sealed record Finding(string Check, string About, Diagnostic Diagnostic)
{
    /// <summary>Of an error that a map accepts until a day, a note; after that day the error again, with a reminder.</summary>
    public Diagnostic Waived(IReadOnlyList<Waiver> waivers, DateOnly today)
    {
        if (waivers.FirstOrDefault(waiver => waiver.Check == Check && waiver.About == About) is not { } waiver)
            return Diagnostic;
        var until = waiver.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return today <= waiver.Until
            ? Diagnostic with { Severity = Severity.Note, Hint = $"Accepted until {until}: {waiver.Because}" }
            : Diagnostic with { Hint = $"It was accepted until {until}: {waiver.Because}" };
    }
}
