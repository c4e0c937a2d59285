namespace KernelSplit.Modules;

/// <summary>A section of a module's ELF file.</summary>
/// <param name="Name">Such as <c>.text</c>.</param>
/// <param name="Size">Bytes; .bss has none in the file.</param>
/// <param name="IsLoaded">It is loaded with the module (SHF_ALLOC).</param>
public readonly record struct ModuleSection(string Name, long Size, bool IsLoaded);
