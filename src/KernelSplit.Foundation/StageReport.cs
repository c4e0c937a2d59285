namespace KernelSplit.Foundation;

public enum StageState
{
    Started,
    Working,

    /// <summary>Something that the user should know at once.</summary>
    Notice,
    Finished,
    Failed,
}

/// <summary>What a front end shows of a stage.</summary>
/// <param name="Stage">Its name, one word.</param>
/// <param name="State">How far it is.</param>
/// <param name="Text">What is being done; in the end, what the stage's closing line says.</param>
public sealed record StageReport(string Stage, StageState State, string Text = "")
{
    /// <summary>Steps done.</summary>
    public int Done { get; init; }

    /// <summary>Steps there are; 0 when unknown.</summary>
    public int Total { get; init; }

    /// <summary>How long the stage took.</summary>
    public TimeSpan Elapsed { get; init; }
}
