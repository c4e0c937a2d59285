using KernelSplit.Foundation;
using KernelSplit.Modules.Files;

namespace KernelSplit.Modules.Reading;

/// <summary>A file of a tree in a directory, with its metadata.</summary>
/// <param name="Tree">Its release and its path in the tree.</param>
/// <param name="Kind">What it contains.</param>
/// <param name="Directory">The input as the user named it.</param>
/// <param name="BelowDirectory">The file's path in that input.</param>
/// <param name="Path">The file to read.</param>
/// <param name="Stamp">The file's state before it is read.</param>
internal sealed record DiskFile(
    TreePath Tree, TreeFileKind Kind, string Directory, string BelowDirectory, string Path, FileStamp Stamp)
    : TreeFile(Tree, Kind, Stamp.Size)
{
    public override string Display => System.IO.Path.Combine(Directory, BelowDirectory);

    public override bool IsPlain => Path.EndsWith(".ko", StringComparison.Ordinal);

    public override FileBytes Open(ScratchMemory scratch) => FileBytes.Open(Path, Size, scratch);

    /// <param name="path">Full path.</param>
    /// <param name="tree">Its path in the tree.</param>
    /// <param name="kind">What it contains.</param>
    /// <param name="directory">The input as the user named it, and its full path.</param>
    /// <param name="root">Full path of the tree.</param>
    public static DiskFile Describe(
        string path, TreePath tree, TreeFileKind kind, (string Name, string FullPath) directory, string root)
    {
        var below = path[(directory.FullPath.Length + 1)..];
        try
        {
            if (TreePath.NameProblem(tree.Relative) is { } problem)
                throw new IOException(problem);
            var stamp = FileStamp.Of(path, out var type);
            if (type == FileType.Link)
            {
                path = ModuleLink.Follow(path, root);
                stamp = FileStamp.Of(path, out type);
            }
            if (type != FileType.Regular)
                throw new IOException("is not a regular file: not read");
            return new DiskFile(tree, kind, directory.Name, below, path, stamp);
        }
        catch (IOException e)
        {
            return new DiskFile(tree, kind, directory.Name, below, path, default) { Problem = e.Message };
        }
    }
}
