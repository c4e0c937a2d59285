using System.Text;

namespace KernelSplit.Makefiles.Sources;

/// <summary>
/// Finds a file's include lines, whatever conditionals are around them. A macro for a header's name counts where it is
/// defined: that is how GENL_MAGIC_INCLUDE_FILE gets its header.
/// </summary>
internal static class IncludeLines
{
    // Longer than any header name in Linux.
    private const int MaxNameLength = 512;

    public static List<IncludeLine> Find(ReadOnlySpan<byte> text)
    {
        var lines = new List<IncludeLine>();
        // Three searches, because each skips other text at memory speed; register headers have hundreds of thousands of
        // lines.
        Search(text, "include"u8, lines, IncludedAt);
        Search(text, ".h>"u8, lines, DefinedAt);
        Search(text, ".h\""u8, lines, DefinedAt);
        return lines;
    }

    private delegate IncludeLine? Reading(ReadOnlySpan<byte> text, int at);

    private static void Search(ReadOnlySpan<byte> text, ReadOnlySpan<byte> sign, List<IncludeLine> lines, Reading read)
    {
        for (var from = 0; text[from..].IndexOf(sign) is var found and >= 0; from += found + sign.Length)
        {
            if (read(text, from + found) is { } line && !lines.Contains(line))
                lines.Add(line);
        }
    }

    /// <summary><c>#include</c> and <c>#include_next</c>; the assembler's <c>.include</c>.</summary>
    private static IncludeLine? IncludedAt(ReadOnlySpan<byte> text, int word)
    {
        var lineStart = text[..word].LastIndexOf((byte)'\n') + 1;
        var before = text[lineStart..word].Trim(" \t"u8);
        if (!before.SequenceEqual("#"u8) && !before.SequenceEqual("."u8))
            return null;

        var rest = text[(word + "include".Length)..];
        if (rest.StartsWith("_next"u8))
            rest = rest["_next".Length..];
        return NameAtStart(rest.TrimStart(" \t"u8));
    }

    /// <summary><c>#define NAME "file.h"</c></summary>
    private static IncludeLine? DefinedAt(ReadOnlySpan<byte> text, int suffix)
    {
        var lineStart = text[..suffix].LastIndexOf((byte)'\n') + 1;
        var line = text[lineStart..(suffix + ".h>".Length)].TrimStart(" \t"u8);
        if (line.Length == 0 || line[0] != '#' || !line[1..].TrimStart(" \t"u8).StartsWith("define"u8))
            return null;

        var open = line[..^1].LastIndexOfAny((byte)'<', (byte)'"');
        return open < 0 ? null : NameAtStart(line[open..]);
    }

    private static IncludeLine? NameAtStart(ReadOnlySpan<byte> text)
    {
        if (text.Length == 0 || text[0] is not ((byte)'"' or (byte)'<'))
            return null;
        var isQuoted = text[0] == '"';
        text = text[1..Math.Min(text.Length, MaxNameLength)];
        var end = text.IndexOfAny(isQuoted ? (byte)'"' : (byte)'>', (byte)'\n');
        return end <= 0 || text[end] == '\n' ? null : new IncludeLine(Encoding.UTF8.GetString(text[..end]), isQuoted);
    }
}
