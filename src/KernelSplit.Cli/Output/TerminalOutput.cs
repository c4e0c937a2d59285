using System.Text;
using Spectre.Console;

namespace KernelSplit.Cli.Output;

/// <summary>
/// Where Spectre.Console writes its control characters: standard output or error itself, behind
/// <see cref="PlainWriter"/>. It escapes what is not its own.
/// </summary>
internal sealed class TerminalOutput(Stream stream, bool isRedirected) : IAnsiConsoleOutput
{
    // Names are never folded or cut: a terminal wraps lines by itself, and a pipe has no width.
    private const int AnyWidth = 10_000;

    public static TerminalOutput StandardOutput => new(Console.OpenStandardOutput(), Console.IsOutputRedirected);

    public static TerminalOutput StandardError => new(Console.OpenStandardError(), Console.IsErrorRedirected);

    public TextWriter Writer { get; } = new StreamWriter(stream, new UTF8Encoding(false)) { AutoFlush = true };

    public bool IsTerminal => !isRedirected;

    public int Width => isRedirected ? AnyWidth : Console.WindowWidth;

    public int Height => isRedirected ? AnyWidth : Console.WindowHeight;

    public void SetEncoding(Encoding encoding)
    {
    }

    /// <summary>As wide as its content.</summary>
    public static void WriteTable(Spectre.Console.Table table)
    {
        Console.Out.Flush();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = StandardOutput,
            // By default it only looks at TERM.
            Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        });
        console.Profile.Width = AnyWidth;
        console.Write(table);
    }
}
