namespace KernelSplit.Modules;

/// <summary>
/// A module that is built into the kernel image, from modules.builtin and modules.builtin.modinfo.
/// </summary>
/// <param name="Name">With underscores, as a module's.</param>
/// <param name="SourcePath">
/// As <see cref="KernelModule.SourcePath"/>. Null for code that only has parameters, which is in
/// modules.builtin.modinfo but not in modules.builtin.
/// </param>
/// <param name="ModInfo">Empty if the kernel has no modules.builtin.modinfo (before 5.2).</param>
public sealed record BuiltInModule(string Name, string? SourcePath, ModInfo ModInfo)
{
    /// <summary>
    /// Other source paths with this name in modules.builtin: both drivers/bus/arm-cci and drivers/perf/arm-cci are
    /// arm_cci.
    /// </summary>
    public IReadOnlyList<string> OtherSourcePaths { get; init; } = [];

    public IReadOnlyList<string> Aliases => ModInfo.Aliases;
}
