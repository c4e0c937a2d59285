using System.Globalization;
using KernelSplit.Footprint.Changes;
using KernelSplit.Foundation;

namespace KernelSplit.Footprint.Reports;

/// <summary>
/// The verdict of a diff in one line: <c>cloud 6.1.176 -> 6.1.192  installed +0.5 MiB (+0.1 %) ... PASS 6/6</c>.
/// </summary>
public static class DiffVerdict
{
    public static string Of(Difference difference)
    {
        var (total, gates) = (difference.Total, difference.Gates);
        var installed =
            $"installed {Growth(total.InstalledGrowth)}{Percent(total.InstalledGrowth, total.Then?.InstalledSize)}";
        var download = total.DownloadGrowth is { } growth ? "  download "
            + $"{Growth(growth)}{Percent(growth, total.Then?.DownloadSize)}" : "";
        var codeChanged = difference.IsUpdate ? $"~{difference.CodeChanged}/" : "";
        var passed = gates.Count(gate => gate.Passed);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{difference.New.Map} {difference.Old.Release} -> {difference.New.Release}  {installed}{download}  "
            + $"modules +{total.Gained}/-{total.Lost}/{codeChanged}moved {difference.Moved}  "
            + $"{(difference.HasPassed ? "PASS" : "FAIL")} {passed}/{gates.Count}");
    }

    /// <summary>A size with its sign: <c>+0.5 MiB</c>.</summary>
    public static string Growth(long bytes) => (bytes > 0 ? "+" : "") + ByteSize.Format(bytes);

    /// <summary><c> (+0.1 %)</c>; empty if there is nothing to compare with.</summary>
    public static string Percent(long growth, long? of) =>
        of is > 0 and { } before ? string
            .Create(CultureInfo.InvariantCulture, $" ({100.0 * growth / before:+0.0;-0.0;0.0} %)") : "";
}
