namespace KernelSplit.Makefiles.Sources;

/// <summary>What is built from a source file in one configuration.</summary>
/// <param name="File">Relative to the top of the source.</param>
/// <param name="Because">Why it reaches these or nothing; a sentence without a full stop.</param>
public sealed record SourceReach(string File, string Because)
{
    /// <summary>
    /// The modules by their paths in the source, without suffix and sorted: <c>net/dccp/dccp-ipv4</c>.
    /// </summary>
    public IReadOnlyList<string> Modules { get; init; } = [];

    /// <summary>Whether it reaches vmlinux or the boot image around it.</summary>
    public bool KernelImage { get; init; }

    /// <summary>Whether it reaches device trees: the .dtb files beside the kernel image.</summary>
    public bool DeviceTrees { get; init; }

    /// <summary>
    /// Whether this is an upper bound: includes are read as text, whatever conditionals are around them.
    /// </summary>
    public bool IsAtMost { get; init; }

    /// <summary>Whether the source has no such file, so that nothing is known.</summary>
    public bool IsMissing { get; init; }

    public bool ReachesNothing => Modules.Count == 0 && !KernelImage && !DeviceTrees;
}
