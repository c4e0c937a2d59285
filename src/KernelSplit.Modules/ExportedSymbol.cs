namespace KernelSplit.Modules;

/// <summary>A symbol that a module exports: EXPORT_SYMBOL and its variants in include/linux/export.h.</summary>
/// <param name="Name">As in the C source.</param>
/// <param name="Namespace">The namespace that users must import with MODULE_IMPORT_NS; null for most symbols.</param>
/// <param name="IsGplOnly">EXPORT_SYMBOL_GPL.</param>
public sealed record ExportedSymbol(string Name, string? Namespace = null, bool IsGplOnly = false);
