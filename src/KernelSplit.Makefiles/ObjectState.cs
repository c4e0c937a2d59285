namespace KernelSplit.Makefiles;

/// <summary>What becomes of an object under one configuration.</summary>
public enum ObjectState
{
    NotBuilt,

    /// <summary>A file of its own: name.ko.</summary>
    Module,

    /// <summary>A part of vmlinux.</summary>
    BuiltIn,

    /// <summary>It hangs on something that only a running make could tell.</summary>
    Unknown,
}
