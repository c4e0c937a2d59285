namespace KernelSplit.Modules.Aliases;

/// <summary>
/// Soft and weak dependencies of a tree's modules, their targets found as modprobe finds them
/// (kmod_module_get_softdeps and kmod_module_get_weakdeps in libkmod-module.c).
/// </summary>
public sealed class Wishes(ModuleTree tree)
{
    private readonly ModuleLookup _lookup = new(tree);

    /// <summary>Of all modules: sorted by module, then as each module lists them.</summary>
    public IEnumerable<Wish> All() => tree.Modules.SelectMany(Of);

    /// <summary>As the module lists them, soft ones first.</summary>
    public IReadOnlyList<Wish> Of(KernelModule module) =>
    [
        .. module.ModInfo.SoftDeps.Select(soft =>
            Find(module, soft.Target, soft.IsBefore ? WishKind.Before : WishKind.After)),
        .. module.ModInfo.WeakDeps.Select(target => Find(module, target, WishKind.Weak)),
    ];

    private Wish Find(KernelModule module, string target, WishKind kind) =>
        new(module.Name, target, kind, _lookup.Resolve(target));
}
