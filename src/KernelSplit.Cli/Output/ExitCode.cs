namespace KernelSplit.Cli.Output;

/// <summary>The exit codes; docs/reference.md documents them.</summary>
internal static class ExitCode
{
    public const int Fine = 0;
    public const int Findings = 1;
    public const int WrongInput = 2;
    public const int MissingHere = 3;
    public const int NothingToCompare = 4;

    /// <summary>A file can't be read or written: a full disk, a read-only directory, missing rights.</summary>
    public const int Storage = 5;

    public const int Network = 6;

    /// <summary>A mistake of kernelsplit's own; EX_SOFTWARE of sysexits.h.</summary>
    public const int InternalError = 70;

    /// <summary>128 and SIGINT, as shells have it; other signals: <see cref="Interruption.ExitCode"/>.</summary>
    public const int Interrupted = 130;
}
