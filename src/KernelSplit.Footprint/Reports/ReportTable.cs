namespace KernelSplit.Footprint.Reports;

/// <summary>A table of a report.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Columns">Their heads.</param>
/// <param name="Rows">The most important first.</param>
public sealed record ReportTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);
