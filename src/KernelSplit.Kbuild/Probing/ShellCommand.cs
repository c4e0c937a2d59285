namespace KernelSplit.Kbuild.Probing;

/// <summary>A simple command of a shell text: words without quotes, expansions left as <c>$NAME</c> and <c>$()</c>.</summary>
internal sealed class ShellCommand
{
    /// <summary>What stands in a word for the output of a command.</summary>
    public const string Substitution = "$()";

    public List<string> Words { get; } = [];

    /// <summary>The files that it writes to, by <c>&gt;</c>.</summary>
    public List<string> Outputs { get; } = [];

    /// <summary>Whether its standard input is a pipe or a file instead of ours.</summary>
    public bool HasInput { get; set; }
}
