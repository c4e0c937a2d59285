namespace KernelSplit.Makefiles.Sources;

/// <summary>What one folder's Makefile tells the compiler, under whatever configuration.</summary>
/// <param name="Includes">The folders of its <c>-I</c>, relative to the source's top.</param>
/// <param name="Forced">The headers of its <c>-include</c>.</param>
/// <param name="Subfolders">What <c>subdir-y</c> and <c>subdir-m</c> name: kbuild builds there, but links nothing itself.</param>
internal sealed record FolderFlags(
    IReadOnlyList<string> Includes, IReadOnlyList<string> Forced, IReadOnlyList<(string Folder, Condition When)> Subfolders)
{
    public static FolderFlags None { get; } = new([], [], []);
}
