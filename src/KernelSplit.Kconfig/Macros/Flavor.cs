namespace KernelSplit.Kconfig.Macros;

/// <summary>How a variable is assigned: <c>=</c>, <c>:=</c> or <c>+=</c>.</summary>
internal enum Flavor : byte
{
    Recursive,
    Simple,
    Append,
}
