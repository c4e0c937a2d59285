using KernelSplit.Host.Processes;

namespace KernelSplit.Building.Builds;

/// <summary>kbuild failed; shows the compiler's errors instead of make's last lines.</summary>
public sealed class BuildFailedException(ToolFailedException cause, string log)
    : Exception("the kernel doesn't build", cause)
{
    private const int LinesShown = 30;

    /// <summary>The path of the full log.</summary>
    public string Log => log;

    /// <summary>
    /// The lines that show the cause: compiler errors and what follows them, or else the end of the log.
    /// </summary>
    public IReadOnlyList<string> Lines { get; } = ErrorLines(File.ReadLines(log));

    internal static IReadOnlyList<string> ErrorLines(IEnumerable<string> lines)
    {
        // Only the last run counts: interrupted runs before it left their lines above. make's own lines come last.
        var all = lines.ToList();
        var first = all.FindLastIndex(line =>
            line.StartsWith("make: Entering directory", StringComparison.Ordinal)) + 1;
        var run = all.Skip(first).Where(line => !line.StartsWith("make", StringComparison.Ordinal)).ToList();
        var error = run.FindIndex(line =>
            line.Contains("error:", StringComparison.Ordinal)
                || line.Contains("undefined reference", StringComparison.Ordinal));
        if (error > 0 && run[error - 1].Contains(": In function", StringComparison.Ordinal))
            error--;
        return error < 0
            ? [.. run.TakeLast(LinesShown)]
            : [.. run.Skip(error).Where(line => CompilerLine.Object(line) is null).Take(LinesShown)];
    }
}
