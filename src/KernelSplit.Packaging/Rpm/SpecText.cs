using KernelSplit.Foundation;

namespace KernelSplit.Packaging.Rpm;

/// <summary>
/// Text from input in a spec or in the files that it includes. RPM expands macros everywhere in them, and reads a line
/// that begins with a percent sign as a section or a condition, whatever its macros expand to.
/// </summary>
internal static class SpecText
{
    /// <summary>For a tag's value, or within a line.</summary>
    public static string Of(string text) => PlainText.OneLine(text).Replace("%", "%%", StringComparison.Ordinal);

    /// <summary>For a %description, or an entry of the %changelog.</summary>
    /// <param name="text">Is wrapped.</param>
    /// <param name="indent">Prefix of all lines but the first.</param>
    public static string Lines(string text, string indent = "") =>
        string.Join('\n' + indent, Paragraph.Lines(text).Select(line => StartsLikeCode(line) ? $"- {line}" : line)
            .Select(Of));

    // A line that begins with # is a comment.
    private static bool StartsLikeCode(string line) => line[0] is '%' or '#';
}
