namespace KernelSplit.Kconfig.Parsing;

/// <summary>What contains a list of statements.</summary>
internal enum Block : byte
{
    File,
    If,
    Menu,
    Choice,
}
