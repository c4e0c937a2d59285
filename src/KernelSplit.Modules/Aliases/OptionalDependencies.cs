namespace KernelSplit.Modules.Aliases;

/// <summary>
/// Soft and weak dependencies of a tree's modules, resolved as modprobe does (kmod_module_get_softdeps and
/// kmod_module_get_weakdeps in libkmod-module.c).
/// </summary>
public sealed class OptionalDependencies(ModuleTree tree)
{
    private readonly ModuleLookup _lookup = new(tree);

    /// <summary>Those of all modules: sorted by module, then as each module lists them.</summary>
    public IEnumerable<OptionalDependency> All() => tree.Modules.SelectMany(Of);

    /// <summary>As the module lists them, soft ones first.</summary>
    public IReadOnlyList<OptionalDependency> Of(KernelModule module) =>
    [
        .. module.ModInfo.SoftDeps.Select(soft =>
            Resolve(module, soft.Target, SoftKind(soft))),
        .. module.ModInfo.WeakDeps.Select(target => Resolve(module, target, OptionalDependencyKind.Weak)),
    ];

    private static OptionalDependencyKind SoftKind(SoftDependency soft) =>
        soft.IsBefore ? OptionalDependencyKind.SoftPre : OptionalDependencyKind.SoftPost;

    private OptionalDependency Resolve(KernelModule module, string target, OptionalDependencyKind kind) =>
        new(module.Name, target, kind, _lookup.Resolve(target));
}
