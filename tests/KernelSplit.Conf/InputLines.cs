using System.Text;
using KernelSplit.Kconfig;

namespace KernelSplit.Conf;

/// <summary>Reads answers, one per line, and echoes them if no terminal does.</summary>
/// <param name="readByte">Returns the next byte of the input, -1 at its end.</param>
/// <param name="host">Gets the echo.</param>
/// <param name="isTerminal">Whether the terminal echoes input.</param>
internal sealed class InputLines(Func<int> readByte, KconfigHost host, bool isTerminal)
{
    private const int MaxLength = 4095;

    public bool HasEnded { get; private set; }

    /// <summary>The next line with its line feed, or the given one at the end of input.</summary>
    public string Next(string otherwise)
    {
        var line = Read();
        if (line.Length == 0)
        {
            host.Errors("\nError in reading or end of file.\n");
            line = otherwise;
        }

        if (!isTerminal)
            host.Output(line);
        return line;
    }

    private string Read()
    {
        var line = new StringBuilder();
        while (line.Length < MaxLength && !HasEnded)
        {
            var c = readByte();
            if (c < 0)
            {
                HasEnded = true;
                break;
            }

            line.Append((char)c);
            if (c == '\n')
                break;
        }

        return line.ToString();
    }
}
