using System.Globalization;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps;

namespace KernelSplit.Splitting.Verification;

/// <summary>What a check found, by the names that waivers use.</summary>
/// <param name="About">The package, module or device that it is about.</param>
/// <param name="Diagnostic">The finding as it is reported.</param>
public sealed record Finding(string About, Diagnostic Diagnostic)
{
    /// <summary>The check, as waivers name it.</summary>
    public string Check => Diagnostic.Kind.Name;

    /// <summary>
    /// Of an error that a waiver accepts, a note; after the waiver's last day the error again, with a reminder.
    /// </summary>
    public Diagnostic Waived(IReadOnlyList<Waiver> waivers, DateOnly today)
    {
        var about = waivers.Where(waiver => waiver.Check == Check && waiver.IsAbout(About)).ToList();
        if ((about.Find(waiver => waiver.CountsOn(today)) ?? about.FirstOrDefault()) is not { } waiver)
            return Diagnostic;
        var until = waiver.Until is { } day ? $" until {day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : "";
        return waiver.CountsOn(today)
            ? Diagnostic with
            {
                Severity = Severity.Note,
                IsWaived = true,
                Hint = $"Accepted{until}: {waiver.Because}",
            }
            : Diagnostic with { Hint = $"It was accepted{until}: {waiver.Because}" };
    }
}
