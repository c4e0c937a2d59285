namespace KernelSplit.Modules;

/// <summary>A symbol that a module needs from the kernel or from other modules.</summary>
/// <param name="Name">As the C source has it.</param>
/// <param name="Crc">
/// The version that it was built against (CONFIG_MODVERSIONS): struct modversion_info in include/linux/module.h.
/// </param>
/// <param name="IsWeak">The module loads without it, too.</param>
public readonly record struct ImportedSymbol(string Name, uint? Crc = null, bool IsWeak = false);
