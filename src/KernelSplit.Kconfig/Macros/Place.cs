namespace KernelSplit.Kconfig.Macros;

/// <summary>A line of a Kconfig file.</summary>
internal readonly record struct Place(string File, int Line);
