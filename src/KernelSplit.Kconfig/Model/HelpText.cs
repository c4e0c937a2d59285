namespace KernelSplit.Kconfig.Model;

/// <summary>
/// A help text: it ends where the indentation is less than that of its first line. Its content ends at the first NUL,
/// because the kernel's conf keeps it as a C string.
/// </summary>
/// <param name="file">The file's name.</param>
/// <param name="start">Where in the file the line after <c>help</c> starts.</param>
/// <param name="read">Reads the file.</param>
internal sealed class HelpText(string file, int start, Func<byte[]> read)
{
    private const int TabWidth = 8;

    public string File => file;

    public int Start => start;

    /// <summary>Where it ends, once it has been skipped.</summary>
    public int End { get; private set; }

    /// <summary>How many lines it has.</summary>
    public int LineCount { get; private set; }

    public bool IsBlank { get; private set; } = true;

    /// <summary>Finds the end.</summary>
    public void Skip() => Walk(null);

    /// <summary>The text, one char per byte, without the indentation of its first line.</summary>
    public string Read()
    {
        var text = new List<byte>();
        Walk(text);
        return ByteText.Of(UpToNul(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(text)));
    }

    private void Walk(List<byte>? text)
    {
        var bytes = read();
        var (at, lines, first, last) = (start, 0, 0, 0);
        var hasNul = false;
        while (at < bytes.Length)
        {
            var content = at;
            while (content < bytes.Length && bytes[content] is (byte)' ' or (byte)'\t')
                content++;
            if (content < bytes.Length && bytes[content] == '\n')
            {
                at = content + 1;
                lines++;
                if (at < bytes.Length && bytes[at] is not ((byte)' ' or (byte)'\t' or (byte)'\n'))
                    break;
                text?.Add((byte)'\n');
            }
            else if (content > at)
            {
                last = Width(bytes.AsSpan(at, content - at));
                at = content;
                if (first == 0)
                    continue;
                if (last < first)
                    break;
                for (var column = first; column < last; column++)
                    text?.Add((byte)' ');
            }
            else
            {
                var length = bytes.AsSpan(at).IndexOf((byte)'\n');
                var line = length < 0 ? bytes.AsSpan(at) : bytes.AsSpan(at, length);
                text?.AddRange(line.TrimEnd(" \t"u8));
                IsBlank = IsBlank && (hasNul || IsBlankLine(UpToNul(line)));
                hasNul |= line.Contains((byte)0);
                at += line.Length;
                if (first == 0)
                    first = last;
            }
        }

        (End, LineCount) = (at, lines);
    }

    private static ReadOnlySpan<byte> UpToNul(ReadOnlySpan<byte> text) =>
        text.IndexOf((byte)0) is var length and >= 0 ? text[..length] : text;

    private static bool IsBlankLine(ReadOnlySpan<byte> line)
    {
        foreach (var c in line)
        {
            if (c is not ((byte)' ' or (byte)'\f' or (byte)'\r' or (byte)'\t' or (byte)'\v'))
                return false;
        }

        return true;
    }

    private static int Width(ReadOnlySpan<byte> blanks)
    {
        var width = 0;
        foreach (var c in blanks)
            width = c == '\t' ? (width & ~(TabWidth - 1)) + TabWidth : width + 1;
        return width;
    }
}
