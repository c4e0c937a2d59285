namespace KernelSplit.Host.Processes;

/// <summary>This machine lacks something. The command exits with 3.</summary>
public sealed class MissingToolException : Exception
{
    public MissingToolException(string program)
        : this($"{program} isn't installed", "\"kernelsplit doctor\" shows what is missing and how to install it")
    {
    }

    public MissingToolException(string message, string wayOut)
        : base(message) => WayOut = wayOut;

    /// <summary>What to do about it.</summary>
    public string WayOut { get; }
}
