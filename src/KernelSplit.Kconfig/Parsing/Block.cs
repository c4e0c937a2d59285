namespace KernelSplit.Kconfig.Parsing;

/// <summary>What a list of statements stands in.</summary>
internal enum Block : byte
{
    File,
    If,
    Menu,
    Choice,
}
