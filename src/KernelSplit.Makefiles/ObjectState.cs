namespace KernelSplit.Makefiles;

/// <summary>How an object is built in one configuration.</summary>
public enum ObjectState
{
    NotBuilt,

    /// <summary>A loadable module: name.ko.</summary>
    Module,

    /// <summary>A part of vmlinux.</summary>
    BuiltIn,

    /// <summary>It depends on something that only make itself can tell.</summary>
    Unknown,
}
