using System.Globalization;
using System.Text;

namespace KernelSplit.Foundation;

/// <summary>Text from an input, such as a file's name, as it may go to a terminal.</summary>
public static class PlainText
{
    /// <summary>
    /// What could end the line, command the terminal or turn the order of letters around is written as <c>\n</c>,
    /// <c>\x1b</c> or <c>\u202e</c>.
    /// </summary>
    public static string Of(string text) => text.Any(IsUnprintable) ? Escape(text) : text;

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            _ = c switch
            {
                '\n' => escaped.Append("\\n"),
                '\r' => escaped.Append("\\r"),
                '\t' => escaped.Append("\\t"),
                _ when !IsUnprintable(c) => escaped.Append(c),
                < '\u0100' => escaped.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
                _ => escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
            };
        }
        return escaped.ToString();
    }

    /// <summary>Controls, line and paragraph separators, and the marks of Unicode's bidirectional algorithm.</summary>
    private static bool IsUnprintable(char c) =>
        char.IsControl(c)
        || c is '\u061C' or '\u200E' or '\u200F' or (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
