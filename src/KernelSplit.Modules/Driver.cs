namespace KernelSplit.Modules;

/// <summary>A driver for a device, or a module for a request.</summary>
/// <param name="Name">The module's name, with underscores.</param>
/// <param name="Alias">
/// The matching alias, as the module spells it; the requested name if that is the module's name or a symbol of it.
/// </param>
/// <param name="IsBuiltIn">It is built in, not a module.</param>
public sealed record Driver(string Name, string Alias, bool IsBuiltIn);
