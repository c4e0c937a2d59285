namespace KernelSplit.Splitting.Targets;

/// <summary>A device or module that a target requires: core or the kernel image must serve it.</summary>
/// <param name="Target">The target that requires it.</param>
/// <param name="Name">The device's name, or the module's.</param>
/// <param name="Modaliases">The device's modaliases; empty for a module that is loaded by name.</param>
public sealed record Requirement(string Target, string Name, IReadOnlyList<string> Modaliases)
{
    /// <summary>The Kconfig symbols that build what serves it, where the target says so.</summary>
    public KconfigNeeds Symbols { get; init; } = KconfigNeeds.Unknown;
}
