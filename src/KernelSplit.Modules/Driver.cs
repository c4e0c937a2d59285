namespace KernelSplit.Modules;

/// <summary>What would drive a device, or serve a request.</summary>
/// <param name="Name">The module's name, underscored.</param>
/// <param name="Alias">
/// Its alias that matched, as the module spells it; what was asked for where that is its name or a symbol of it.
/// </param>
/// <param name="IsBuiltIn">Part of the kernel image, not a module.</param>
public sealed record Driver(string Name, string Alias, bool IsBuiltIn);
