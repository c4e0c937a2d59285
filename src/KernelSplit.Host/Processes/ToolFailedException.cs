namespace KernelSplit.Host.Processes;

/// <summary>A program exited with an error.</summary>
public sealed class ToolFailedException(ToolCall call, int exitCode, IReadOnlyList<string> lastLines)
    : Exception($"{call.Program} failed with exit code {exitCode}")
{
    public ToolCall Call => call;

    public int ExitCode => exitCode;

    /// <summary>The last lines it printed.</summary>
    public IReadOnlyList<string> LastLines => lastLines;
}
