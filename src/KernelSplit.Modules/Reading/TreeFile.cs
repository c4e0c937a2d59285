using KernelSplit.Modules.Files;

namespace KernelSplit.Modules.Reading;

internal enum TreeFileKind
{
    Module,
    BuiltInList,
    BuiltInInfo,
    Order,

    /// <summary>modules.order in kbuild's output, before <c>make modules_install</c>.</summary>
    BuildOrder,
}

/// <summary>A file of the tree that is to be read by any thread.</summary>
/// <param name="Tree">Its release and its path in the tree.</param>
/// <param name="Kind">What it contains.</param>
/// <param name="Size">Bytes as stored.</param>
internal abstract record TreeFile(TreePath Tree, TreeFileKind Kind, long Size)
{
    /// <summary>Its name in diagnostics.</summary>
    public abstract string Display { get; }

    /// <summary>An uncompressed module on disk, which takes microseconds to read.</summary>
    public virtual bool IsPlain => false;

    /// <summary>Why it isn't read; null if it is read.</summary>
    public string? Problem { get; init; }

    /// <summary>Its bytes; the caller disposes them. Called at most once.</summary>
    public abstract FileBytes Open(ScratchMemory scratch);
}
