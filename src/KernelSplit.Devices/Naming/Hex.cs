using System.Globalization;

namespace KernelSplit.Devices.Naming;

/// <summary>Numbers as alias patterns write them.</summary>
internal static class Hex
{
    /// <summary>Nothing for what holds a wildcard, or is no number.</summary>
    public static uint? TryParse(string text) =>
        uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>Four digits for what fits in them: the leading zeros of 32 bits say nothing.</summary>
    public static string Short(string text) => TryParse(text) is { } number ? $"{number:x4}" : text;
}
