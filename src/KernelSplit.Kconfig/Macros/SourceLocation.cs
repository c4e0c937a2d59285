namespace KernelSplit.Kconfig.Macros;

/// <summary>A line of a Kconfig file.</summary>
internal readonly record struct SourceLocation(string File, int Line);
