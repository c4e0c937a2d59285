namespace KernelSplit.Kconfig.Parsing;

/// <summary>A Kconfig file while it is read.</summary>
internal sealed class SourceText(string name, byte[] bytes)
{
    public string Name => name;

    public byte[] Bytes => bytes;

    public int Position { get; set; }

    /// <summary>The lexer's line, from 1.</summary>
    public int Line { get; set; } = 1;

    /// <summary>While another file is read: the line that sources it.</summary>
    public int SourceLine { get; set; }
}
