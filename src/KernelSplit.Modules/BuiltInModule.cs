namespace KernelSplit.Modules;

/// <summary>
/// Code that could have been a module but is part of the kernel image, from modules.builtin and
/// modules.builtin.modinfo.
/// </summary>
/// <param name="Name">Underscored, as a module's.</param>
/// <param name="SourcePath">
/// As <see cref="KernelModule.SourcePath"/>. Nothing for code that only has parameters (modules.builtin.modinfo
/// lists that too, modules.builtin doesn't).
/// </param>
/// <param name="ModInfo">Empty where the kernel has no modules.builtin.modinfo (before 5.2).</param>
public sealed record BuiltInModule(string Name, string? SourcePath, ModInfo ModInfo)
{
    /// <summary>
    /// More places with code of this name, which modules.builtin lists as well: both drivers/bus/arm-cci and
    /// drivers/perf/arm-cci are arm_cci.
    /// </summary>
    public IReadOnlyList<string> OtherSourcePaths { get; init; } = [];

    public IReadOnlyList<string> Aliases => ModInfo.Aliases;
}
