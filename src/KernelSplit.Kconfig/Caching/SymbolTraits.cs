namespace KernelSplit.Kconfig.Caching;

/// <summary>What is true of a symbol.</summary>
[Flags]
internal enum SymbolTraits
{
    Constant = 1,
    Choice = 2,
    Optional = 4,
    Transitional = 8,
    ReplacesTransitional = 16,
    YesInAllNoConfig = 32,
    ChoiceMember = 64,
}
