using System.Globalization;

namespace KernelSplit.Makefiles;

/// <summary>A place in a kernel source.</summary>
/// <param name="File">Relative to the source's top: <c>drivers/net/Makefile</c>.</param>
/// <param name="Line">From 1; the first one of lines that <c>\</c> joins.</param>
public readonly record struct SourceLine(string File, int Line)
{
    /// <summary><c>file:line</c></summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}");
}
