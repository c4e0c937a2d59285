namespace KernelSplit.Kconfig.Parsing;

/// <summary>A token that can't stand where it stands; the parser catches it and goes on behind the line.</summary>
internal sealed class SyntaxException : Exception
{
    public static SyntaxException Instance { get; } = new();
}
