using KernelSplit.Modules.Files;

namespace KernelSplit.Modules.Reading;

internal enum TreeFileKind
{
    Module,
    BuiltInList,
    BuiltInInfo,
    Order,

    /// <summary>The same as kbuild writes it, before <c>make modules_install</c> does its own.</summary>
    BuildOrder,
}

/// <summary>A file of the tree that is to be read, by whichever thread comes first.</summary>
/// <param name="Tree">Which release it is of, and where in its tree.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Size">Bytes as stored.</param>
internal abstract record TreeFile(TreePath Tree, TreeFileKind Kind, long Size)
{
    /// <summary>Its name in a diagnostic.</summary>
    public abstract string Display { get; }

    /// <summary>A module on disk that isn't compressed: reading it takes microseconds.</summary>
    public virtual bool IsPlain => false;

    /// <summary>Why it isn't read, where that is so.</summary>
    public string? Problem { get; init; }

    /// <summary>Its bytes; the caller disposes them. Called at most once.</summary>
    public abstract FileBytes Open(ScratchMemory scratch);
}
