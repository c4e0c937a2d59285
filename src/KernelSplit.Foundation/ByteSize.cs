using System.Globalization;
using System.Text.RegularExpressions;

namespace KernelSplit.Foundation;

/// <summary>Human-readable sizes.</summary>
public static partial class ByteSize
{
    private const int Kilo = 1000;
    private const int Kibi = 1024;

    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB"];

    /// <summary>Binary units, one decimal: <c>10.6 MiB</c>.</summary>
    public static string Format(long bytes)
    {
        var value = (double)bytes;
        var unit = 0;
        while (Math.Abs(value) >= Kibi && unit < Units.Length - 1)
        {
            value /= Kibi;
            unit++;
        }

        return value.ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture) + " " + Units[unit];
    }

    /// <summary>Parses a size with its unit: <c>12 MiB</c> is binary, <c>500 kB</c> decimal.</summary>
    /// <returns>Bytes; null if the text is not a size.</returns>
    public static long? Parse(string text)
    {
        if (Pattern().Match(text) is not { Success: true } match
            || !double.TryParse(
                match.Groups["number"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                out var number))
        {
            return null;
        }

        var step = match.Groups["binary"].Success ? Kibi : Kilo;
        var power = "kmg".IndexOf(match.Groups["prefix"].Value.ToLowerInvariant(), StringComparison.Ordinal) + 1;
        var bytes = number * Math.Pow(step, match.Groups["prefix"].Success ? power : 0);
        return bytes < long.MaxValue ? (long)bytes : null;
    }

    [
        GeneratedRegex(
            @"^\s*(?<number>\d+(\.\d+)?)\s*((?<prefix>[kKMG])(?<binary>i)?)?B\s*$", RegexOptions.CultureInvariant),
    ]
    private static partial Regex Pattern();
}
