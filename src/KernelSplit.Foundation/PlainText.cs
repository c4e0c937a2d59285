using System.Globalization;
using System.Text;

namespace KernelSplit.Foundation;

/// <summary>Makes text from input, such as file names, safe to print on a terminal.</summary>
public static class PlainText
{
    /// <summary>
    /// Escapes characters that break the line, control the terminal or change the text direction: <c>\n</c>,
    /// <c>\x1b</c>, <c>\u202e</c>.
    /// </summary>
    public static string Of(string text) => text.Any(IsUnprintable) ? Escape(text) : text;

    /// <summary>The same for a text of several lines, which stay.</summary>
    public static string Lines(string text) => text.Any(c => IsUnprintable(c) && c is not ('\n' or '\t'))
        ? string.Join('\n', text.Split('\n').Select(line => string.Join('\t', line.Split('\t').Select(Of))))
        : text;

    /// <summary>The same with white space collapsed, for what people wrote in several lines.</summary>
    public static string OneLine(string text) =>
        Of(string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)));

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

    /// <summary>
    /// Control characters, line and paragraph separators, and Unicode's bidirectional formatting characters.
    /// </summary>
    private static bool IsUnprintable(char c) =>
        char.IsControl(c)
        || c is '\u061C' or '\u200E' or '\u200F' or (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
