namespace KernelSplit.Cli.Output;

/// <summary>The exit codes; docs/reference.md documents them.</summary>
internal static class ExitCode
{
    public const int Fine = 0;
    public const int Findings = 1;
    public const int WrongInput = 2;
    public const int MissingHere = 3;
    public const int NothingToCompare = 4;
    public const int Interrupted = 130;
}
