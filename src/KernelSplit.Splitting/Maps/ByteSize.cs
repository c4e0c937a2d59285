using System.Globalization;
using System.Text.RegularExpressions;

namespace KernelSplit.Splitting.Maps;

/// <summary>Sizes as people write them: <c>12 MiB</c>, <c>500 kB</c>.</summary>
internal static partial class ByteSize
{
    private const int Kilo = 1000;
    private const int Kibi = 1024;

    /// <returns>Bytes; null when it is no size.</returns>
    public static long? Parse(string text)
    {
        if (Pattern().Match(text) is not { Success: true } match
            || !double.TryParse(match.Groups["number"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var step = match.Groups["binary"].Success ? Kibi : Kilo;
        var power = 1 + "kmg".IndexOf(match.Groups["prefix"].Value.ToLowerInvariant().PadRight(1, '-')[0], StringComparison.Ordinal);
        var bytes = number * Math.Pow(step, power);
        return bytes <= long.MaxValue / 2 ? (long)bytes : null;
    }

    [GeneratedRegex(@"^\s*(?<number>\d+(\.\d+)?)\s*((?<prefix>[kKMG])(?<binary>i)?)?B\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
