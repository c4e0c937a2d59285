namespace KernelSplit.Kconfig.Text;

/// <summary>A Kconfig file that is being read.</summary>
internal sealed class SourceText(string name, byte[] bytes)
{
    public string Name => name;

    public byte[] Bytes => bytes;

    public int Position { get; set; }

    /// <summary>The line that the lexer is on, from 1.</summary>
    public int Line { get; set; } = 1;

    /// <summary>While another file is read: the line that sources it.</summary>
    public int SourceLine { get; set; }
}
