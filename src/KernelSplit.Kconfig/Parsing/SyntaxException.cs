namespace KernelSplit.Kconfig.Parsing;

/// <summary>An unexpected token; the parser catches it and continues after the line.</summary>
internal sealed class SyntaxException : Exception
{
    public static SyntaxException Instance { get; } = new();
}
