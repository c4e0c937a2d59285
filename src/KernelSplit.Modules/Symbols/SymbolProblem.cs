namespace KernelSplit.Modules.Symbols;

/// <summary>A symbol that keeps a module from being loaded: nobody exports it, or another version of it.</summary>
/// <param name="Module">Whose import it is.</param>
/// <param name="Symbol">What it imports.</param>
/// <param name="Wanted">The version that the module was built against, where both sides say one.</param>
/// <param name="Offered">The version that vmlinux has; nothing where it has no such symbol.</param>
public sealed record SymbolProblem(string Module, string Symbol, uint? Wanted = null, uint? Offered = null)
{
    public override string ToString() => Offered is null
        ? $"needs unknown symbol {Symbol}"
        : $"needs version {Wanted:x8} of symbol {Symbol}, the kernel has {Offered:x8}";
}
