namespace KernelSplit.Modules;

/// <summary>How much of each module's file is read.</summary>
public enum ModuleDetail
{
    /// <summary>What is needed for its facts; of an uncompressed file on disk only pieces.</summary>
    Facts,

    /// <summary>All of it, for <see cref="KernelModule.Digest"/>.</summary>
    Digest,

    /// <summary>The same, for <see cref="KernelModule.CodeDigest"/> too.</summary>
    Code,
}
