using System.Globalization;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Evaluation;

/// <summary>Numbers as C's strtoll and strtoull read them.</summary>
internal static class Numbers
{
    /// <summary>
    /// Whether a text is a valid value for a type (scripts/kconfig/symbol.c, <c>sym_string_valid</c>).
    /// </summary>
    public static bool IsValid(SymbolType type, string text) => type switch
    {
        SymbolType.String => true,
        SymbolType.Int => IsInt(text),
        SymbolType.Hex => IsHex(text),
        SymbolType.Bool or SymbolType.Tristate => text.Length > 0 && text[0] is 'y' or 'Y' or 'm' or 'M' or 'n' or 'N',
        _ => false,
    };

    /// <summary>The number at the start of a text, 0 if there is none; the nearest one if it is too large.</summary>
    public static long Signed(string text, int radix) => Read(text, radix, out _, out _);

    /// <summary>As C's printf writes it.</summary>
    public static string Written(long number, int radix) =>
        radix == 10 ? number.ToString(CultureInfo.InvariantCulture) : $"0x{number:x}";

    /// <summary>Whether a text is nothing but a number in C notation.</summary>
    public static bool IsWhole(string text)
    {
        Read(text, 0, out var end, out _);
        return end == text.Length;
    }

    /// <summary>Whether a whole text is a number; if so, the outputs are set to it.</summary>
    public static bool TryRead(string text, SymbolType type, out long signed, out ulong unsigned)
    {
        var isHex = type == SymbolType.Hex;
        signed = Read(text, isHex ? 16 : type == SymbolType.Int ? 10 : 0, out var end, out var digits);
        unsigned = digits.IsNegative ? 0 - digits.Magnitude : digits.Magnitude;
        var isTooLarge = digits.Overflows
            || (!isHex && digits.Magnitude > (digits.IsNegative ? 1UL << 63 : long.MaxValue));
        return end > 0 && end == text.Length && char.IsAsciiHexDigit(text[end - 1]) && !isTooLarge;
    }

    private static bool IsInt(string text)
    {
        var digits = text.StartsWith('-') ? text.AsSpan(1) : text;
        return digits.Length > 0 && !digits.ContainsAnyExceptInRange('0', '9')
            && (digits[0] != '0' || digits.Length == 1);
    }

    private static bool IsHex(string text)
    {
        var digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text.AsSpan(2) : text;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit(digit))
                return false;
        }

        return digits.Length > 0;
    }

    private static long Read(string text, int radix, out int end, out Digits digits)
    {
        var at = 0;
        while (at < text.Length && text[at] is ' ' or (>= '\t' and <= '\r'))
            at++;
        var isNegative = at < text.Length && text[at] == '-';
        if (at < text.Length && text[at] is '-' or '+')
            at++;
        var hasPrefix = at + 2 < text.Length && text[at] == '0' && text[at + 1] is 'x' or 'X'
            && char.IsAsciiHexDigit(text[at + 2]);
        if (hasPrefix && radix is 0 or 16)
        {
            at += 2;
            radix = 16;
        }
        else if (radix == 0)
        {
            radix = at < text.Length && text[at] == '0' ? 8 : 10;
        }

        var start = at;
        var magnitude = 0UL;
        var overflows = false;
        for (; at < text.Length && Digit(text[at]) is var digit && digit < radix; at++)
        {
            overflows |= magnitude > (ulong.MaxValue - (uint)digit) / (uint)radix;
            magnitude = overflows ? ulong.MaxValue : (magnitude * (uint)radix) + (uint)digit;
        }

        end = at > start ? at : 0;
        digits = new Digits(isNegative, magnitude, overflows);
        if (isNegative)
            return magnitude > 1UL << 63 ? long.MinValue : (long)(0 - magnitude);
        return magnitude > long.MaxValue ? long.MaxValue : (long)magnitude;
    }

    private static int Digit(char c) =>
        char.IsAsciiHexDigit(c) ? int.Parse([c], NumberStyles.HexNumber, CultureInfo.InvariantCulture) : int.MaxValue;

    private readonly record struct Digits(bool IsNegative, ulong Magnitude, bool Overflows);
}
