using System.Globalization;

namespace KernelSplit.Devices.Naming;

/// <summary>Numbers in the format of alias patterns.</summary>
internal static class Hex
{
    /// <summary>Null if the text contains a wildcard or is not a number.</summary>
    public static uint? TryParse(string text) =>
        uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>Four digits if the number fits, without the leading zeros of 32 bits.</summary>
    public static string Short(string text) => TryParse(text) is { } number ? $"{number:x4}" : text;
}
