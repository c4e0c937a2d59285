namespace KernelSplit.Foundation;

/// <summary>Where a stage reports its progress.</summary>
public sealed class StageProgress(string stage, Action<StageReport> show)
{
    // rpmbuild names a package's thousand Provides in one.
    private const int LongestLine = 200;

    /// <param name="done">Steps done.</param>
    /// <param name="total">Steps there are, 0 when unknown.</param>
    /// <param name="text">What is being done.</param>
    public void Report(int done, int total, string text) =>
        show(new StageReport(stage, StageState.Working, text) { Done = done, Total = total });

    /// <summary>A sentence that is shown wherever the output goes.</summary>
    public void Notice(string text) => show(new StageReport(stage, StageState.Notice, text));

    /// <summary>A line that a tool printed.</summary>
    public void Line(string line)
    {
        if (!line.Any(char.IsLetter))
            return;
        Report(0, 0, line.Length <= LongestLine ? line.Trim() : string.Concat(line.AsSpan(0, LongestLine), "..."));
    }
}
