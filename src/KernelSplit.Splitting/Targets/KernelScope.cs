namespace KernelSplit.Splitting.Targets;

/// <summary>Some kernels.</summary>
/// <param name="Architectures">Their architectures' names; all when empty.</param>
/// <param name="Versions">Their versions.</param>
public sealed record KernelScope(IReadOnlyList<string> Architectures, KernelRange Versions)
{
    public bool Covers(string architecture, string release) =>
        (Architectures.Count == 0 || Architectures.Contains(architecture)) && Versions.Contains(release);
}
