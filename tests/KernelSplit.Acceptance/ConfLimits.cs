namespace KernelSplit.Acceptance;

/// <summary>
/// When a kernel's conf is ended. Old ones ask forever once input has ended, and print as they ask: what they may write
/// ends most of those at once.
/// </summary>
/// <param name="Seconds">How much processor time a run may take.</param>
/// <param name="Bytes">How large a file may become, and what is printed.</param>
internal sealed record ConfLimits(int Seconds, long Bytes)
{
    /// <summary>For all Kconfig files of a kernel.</summary>
    public static ConfLimits WholeTree { get; } = new(60, 256 << 20);

    /// <summary>For a few lines of Kconfig.</summary>
    public static ConfLimits FewLines { get; } = new(5, 4 << 20);
}
