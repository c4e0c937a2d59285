namespace KernelSplit.Makefiles.Sources;

/// <summary>What is built from a source file under one configuration.</summary>
/// <param name="File">Relative to the source's top.</param>
/// <param name="Because">Why it reaches these or nothing, in a sentence without a full stop.</param>
public sealed record SourceReach(string File, string Because)
{
    /// <summary>The modules by their paths in the source, without suffix and sorted: <c>net/dccp/dccp-ipv4</c>.</summary>
    public IReadOnlyList<string> Modules { get; init; } = [];

    /// <summary>Whether it reaches vmlinux or what is packed around it.</summary>
    public bool KernelImage { get; init; }

    /// <summary>Whether it reaches device trees: .dtb files that lie beside the kernel image.</summary>
    public bool DeviceTrees { get; init; }

    /// <summary>Whether it surely reaches no more, but perhaps less: includes are read as text, without their conditionals.</summary>
    public bool IsAtMost { get; init; }

    /// <summary>Whether the source has no such file, so that nothing can be told.</summary>
    public bool IsMissing { get; init; }

    public bool ReachesNothing => Modules.Count == 0 && !KernelImage && !DeviceTrees;
}
