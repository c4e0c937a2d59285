namespace KernelSplit.Foundation;

/// <summary>The user's input can't be used. The command prints every diagnostic and exits with 2.</summary>
public sealed class InvalidInputException : Exception
{
    public InvalidInputException(IReadOnlyList<Diagnostic> diagnostics)
        : base(string.Join(Environment.NewLine, diagnostics)) => Diagnostics = diagnostics;

    public InvalidInputException(string file, string message, string? hint = null)
        : this([Diagnostic.Error(file, message, hint)])
    {
    }

    public IReadOnlyList<Diagnostic> Diagnostics { get; }
}
