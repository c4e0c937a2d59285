namespace KernelSplit.Modules;

/// <summary>How a module's file is compressed.</summary>
/// <param name="Format">gzip, xz or zstd.</param>
/// <param name="Unsupported">
/// What the kernel's own decompressor doesn't read in it, as a phrase; null where it reads the file.
/// </param>
/// <param name="Symbol">The Kconfig symbol that it needs in addition, without <c>CONFIG_</c>; null for none.</param>
public sealed record ModuleCompression(string Format, string? Unsupported = null, string? Symbol = null);
