namespace KernelSplit.Modules.Aliases;

/// <summary>The order in which modprobe tries modules with the same alias.</summary>
public static class LoadOrder
{
    /// <summary>
    /// By the lines of modules.order, the last one if a module has several; then the others, by name (depmod takes them
    /// in directory order, which is arbitrary). depmod.c, depmod_modules_sort.
    /// </summary>
    public static IReadOnlyList<KernelModule> Of(ModuleTree tree)
    {
        var ordered = new List<KernelModule>(tree.Modules.Count);
        var seen = new HashSet<string>(tree.Modules.Count, StringComparer.Ordinal);
        for (var line = tree.Order.Count - 1; line >= 0; line--)
        {
            if (FindBuilt(tree, tree.Order[line]) is { } module && seen.Add(module.Name))
                ordered.Add(module);
        }
        ordered.Reverse();
        ordered.AddRange(tree.Modules.Where(module => !seen.Contains(module.Name)));
        return ordered;
    }

    /// <summary>Lines name files as built by kbuild, without a compression suffix.</summary>
    private static KernelModule? FindBuilt(ModuleTree tree, string line) =>
        tree.FindModule(ModulePath.NameOf(line)) is { } module
        && module.Path.StartsWith(line, StringComparison.Ordinal)
        && line.EndsWith(".ko", StringComparison.Ordinal)
            ? module
            : null;
}
