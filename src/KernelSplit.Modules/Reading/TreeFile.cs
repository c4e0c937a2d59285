using KernelSplit.Modules.Compression;

namespace KernelSplit.Modules.Reading;

internal enum TreeFileKind
{
    Module,
    BuiltInList,
    BuiltInInfo,
    Order,
}

/// <summary>A file of the tree that is to be read, by whichever thread comes first.</summary>
/// <param name="Tree">Which release it is of, and where in its tree.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Display">Its name in a diagnostic.</param>
/// <param name="Size">Bytes as stored.</param>
/// <param name="LinkProblem">For a link, which is not read: what to say of it.</param>
/// <param name="Open">Its bytes; the caller disposes them. Called at most once.</param>
internal sealed record TreeFile(
    TreePath Tree, TreeFileKind Kind, string Display, long Size, string? LinkProblem, Func<PooledBuffer> Open)
{
    /// <summary>No kernel module comes near; a file above this is damaged or hostile.</summary>
    public const int LargestFile = 1 << 30;
}
