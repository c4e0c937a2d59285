using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps;

namespace KernelSplit.Cli.Output;

/// <summary>Output of all commands: results go to standard output, everything else to standard error.</summary>
internal static class Terminal
{
    public static void Report(Diagnostic diagnostic) => Console.Error.WriteLine(diagnostic);

    /// <summary>What a waiver accepts is only counted: a small kernel may lack a hundred drivers.</summary>
    public static void Report(IReadOnlyCollection<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics.Where(diagnostic => !diagnostic.IsWaived))
            Report(diagnostic);
        var waived = diagnostics.Count(diagnostic => diagnostic.IsWaived);
        if (waived > 0)
            Console.Error.WriteLine($"{waived} {(waived == 1 ? "finding" : "findings")} accepted by waivers");
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
