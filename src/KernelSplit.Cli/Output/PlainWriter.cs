using System.Text;
using KernelSplit.Foundation;

namespace KernelSplit.Cli.Output;

/// <summary>
/// What a command prints, without anything that moves a terminal's cursor, colours or reverses its text: names in it
/// come from kernels, plans and listings.
/// </summary>
internal sealed class PlainWriter(TextWriter to) : TextWriter
{
    public override Encoding Encoding => to.Encoding;

    /// <summary>Stands before all that the program prints from now on.</summary>
    public static void Install()
    {
        Console.SetOut(new PlainWriter(Console.Out));
        Console.SetError(new PlainWriter(Console.Error));
    }

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer) => to.Write(PlainText.Lines(buffer.ToString()));

    public override void Write(string? value) => to.Write(value is null ? null : PlainText.Lines(value));

    public override void WriteLine(string? value) => Write(value + Environment.NewLine);

    public override void Flush() => to.Flush();
}
