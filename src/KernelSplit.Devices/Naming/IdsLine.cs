namespace KernelSplit.Devices.Naming;

/// <summary>A line of an ids file: tabs, a key, two spaces, a name.</summary>
internal readonly ref struct IdsLine
{
    private IdsLine(ReadOnlySpan<char> line, int next)
    {
        Next = next;
        var text = line.TrimStart('\t');
        Depth = line.Length - text.Length;
        var spaces = text.IndexOf("  ", StringComparison.Ordinal);
        if (spaces <= 0 || text[0] == '#')
            return;
        Key = text[..spaces];
        Name = text[spaces..].Trim();
    }

    /// <summary>The number of leading tabs.</summary>
    public int Depth { get; }

    /// <summary>Empty if the line is a comment or in another format.</summary>
    public ReadOnlySpan<char> Key { get; }

    public ReadOnlySpan<char> Name { get; }

    /// <summary>The start of the next line.</summary>
    public int Next { get; }

    public static IdsLine At(string text, int start)
    {
        var length = text.AsSpan(start).IndexOf('\n');
        return length < 0
            ? new IdsLine(text.AsSpan(start), text.Length)
            : new IdsLine(text.AsSpan(start, length), start + length + 1);
    }
}
