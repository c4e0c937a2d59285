using System.Globalization;

namespace KernelSplit.Makefiles;

/// <summary>A line of a kernel source.</summary>
/// <param name="File">Relative to the top of the source: <c>drivers/net/Makefile</c>.</param>
/// <param name="Line">From 1; for lines continued with <c>\</c>, the first.</param>
public readonly record struct SourceLine(string File, int Line)
{
    /// <summary><c>file:line</c></summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}");
}
