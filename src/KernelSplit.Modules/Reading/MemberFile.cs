using KernelSplit.Modules.Compression;
using KernelSplit.Modules.Files;

namespace KernelSplit.Modules.Reading;

/// <summary>A file of an archive, in memory.</summary>
/// <param name="Tree">Its release and its path in the tree.</param>
/// <param name="Kind">What it contains.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Display">Archive and member.</param>
/// <param name="Content">Null if there is a <see cref="TreeFile.Problem"/>.</param>
internal sealed record MemberFile(TreePath Tree, TreeFileKind Kind, long Size, string Display, PooledBuffer? Content)
    : TreeFile(Tree, Kind, Size)
{
    public override string Display { get; } = Display;

    public override FileBytes Open(ScratchMemory scratch) => new(Content!);
}
