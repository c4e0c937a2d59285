namespace KernelSplit.Modules;

/// <summary>A symbol that a module offers to others: EXPORT_SYMBOL and its kin in include/linux/export.h.</summary>
/// <param name="Name">As the C source has it.</param>
/// <param name="Namespace">What a user must name in MODULE_IMPORT_NS; nothing for most.</param>
/// <param name="IsGplOnly">EXPORT_SYMBOL_GPL.</param>
public sealed record ExportedSymbol(string Name, string? Namespace = null, bool IsGplOnly = false);
