using System.Text.RegularExpressions;

namespace KernelSplit.Building.Builds;

/// <summary>
/// Recognises kbuild's short log of a compiled object, <c>  CC [M]  fs/ext4/inode.o</c> (scripts/Kbuild.include,
/// <c>quiet_cmd_*</c>), in what make prints and in what it would run.
/// </summary>
internal static partial class CompilerLine
{
    /// <summary>The object that a line of make's output reports as being compiled, or null.</summary>
    public static string? Object(string line) =>
        Built().Match(line) is { Success: true } match ? match.Groups["object"].Value : null;

    public static bool IsInDryRun(string line) => Planned().IsMatch(line);

    // modpost writes *.mod.c only after everything else is compiled, so a dry run can't list them; they are never
    // counted.
    [GeneratedRegex(@"^  (CC|AS) (\[M\])? +(?<object>\S+(?<!\.mod)\.o)$")]
    private static partial Regex Built();

    [GeneratedRegex(@"echo '  (CC|AS) (\[M\])? +\S+(?<!\.mod)\.o'")]
    private static partial Regex Planned();
}
