namespace KernelSplit.Host.Processes;

/// <summary>A program is missing on this machine. The command exits with 3.</summary>
public sealed class MissingToolException : Exception
{
    public MissingToolException(string program)
        : this($"{program} is not installed", "\"kernelsplit doctor\" shows what is missing and how to install it")
    {
    }

    public MissingToolException(string message, string hint)
        : base(message) => Hint = hint;

    /// <summary>How to get it.</summary>
    public string Hint { get; }
}
