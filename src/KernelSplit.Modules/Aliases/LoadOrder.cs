namespace KernelSplit.Modules.Aliases;

/// <summary>In which order modprobe tries modules that answer to the same alias.</summary>
internal static class LoadOrder
{
    /// <summary>
    /// By the lines of modules.order, the last one where a module has several; the others after these, by path (depmod
    /// takes them as the directory has them, which is any order). depmod.c, depmod_modules_sort.
    /// </summary>
    public static IEnumerable<KernelModule> Of(ModuleTree tree)
    {
        var lines = new Dictionary<string, int>(tree.Order.Count, StringComparer.Ordinal);
        for (var line = 0; line < tree.Order.Count; line++)
            lines[tree.Order[line]] = line;
        var lookup = lines.GetAlternateLookup<ReadOnlySpan<char>>();
        return tree.Modules
            .OrderBy(module => lookup.TryGetValue(AsBuilt(module.Path), out var line) ? line : int.MaxValue)
            .ThenBy(module => module.Path, StringComparer.Ordinal);
    }

    /// <summary>Without the compression's suffix: modules.order names files as kbuild makes them.</summary>
    private static ReadOnlySpan<char> AsBuilt(string path)
    {
        var suffix = path.LastIndexOf(".ko", StringComparison.Ordinal);
        return suffix < 0 ? path : path.AsSpan(0, suffix + ".ko".Length);
    }
}
