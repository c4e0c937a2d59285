using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps;

namespace KernelSplit.Cli.Output;

/// <summary>Output of all commands: results go to standard output, everything else to standard error.</summary>
internal static class Terminal
{
    public static void Report(Diagnostic diagnostic) => Console.Error.WriteLine(diagnostic);

    public static void Report(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
            Report(diagnostic);
    }

    /// <summary>The stages of one command.</summary>
    public static Stages Stages() => new(new StageDisplay().Show);

    /// <summary>Writes JSON to standard output.</summary>
    public static void Json(Action<Stream> write)
    {
        using var output = Console.OpenStandardOutput();
        write(output);
    }

    public static KernelReader KernelReader() => new(Stages(), Report);
}
