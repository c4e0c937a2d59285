namespace KernelSplit.Foundation;

/// <summary>A table for people, whatever prints it.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Columns">Their heads.</param>
/// <param name="Rows">The most important first.</param>
public sealed record Table(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>Columns of numbers, from 0: printed flush right.</summary>
    public IReadOnlyList<int> Numbers { get; init; } = [];
}
