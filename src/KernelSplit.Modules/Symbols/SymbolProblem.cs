namespace KernelSplit.Modules.Symbols;

/// <summary>A symbol that prevents a module from loading: it isn't exported, or its CRC differs.</summary>
/// <param name="Module">The module that imports it.</param>
/// <param name="Symbol">The imported symbol.</param>
/// <param name="Wanted">The CRC that the module was built against, if both sides have one.</param>
/// <param name="Offered">The CRC in vmlinux; null if vmlinux has no such symbol.</param>
public sealed record SymbolProblem(string Module, string Symbol, uint? Wanted = null, uint? Offered = null)
{
    public override string ToString() => Offered is null
        ? $"needs unknown symbol {Symbol}"
        : $"needs version {Wanted:x8} of symbol {Symbol}, the kernel has {Offered:x8}";
}
