namespace KernelSplit.Makefiles.Sources;

/// <summary>The compiler flags in one directory's Makefile, in any configuration.</summary>
/// <param name="Includes">The directories of its <c>-I</c>, relative to the top of the source.</param>
/// <param name="Forced">The headers of its <c>-include</c>.</param>
/// <param name="Subdirectories">
/// The directories in <c>subdir-y</c> and <c>subdir-m</c>: kbuild builds there, but links nothing itself.
/// </param>
internal sealed record DirectoryFlags(
    IReadOnlyList<string> Includes,
    IReadOnlyList<string> Forced,
    IReadOnlyList<(string Directory, BuildCondition When)> Subdirectories)
{
    public static DirectoryFlags None { get; } = new([], [], []);
}
