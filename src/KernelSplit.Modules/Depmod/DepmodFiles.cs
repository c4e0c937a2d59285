using KernelSplit.Foundation;

namespace KernelSplit.Modules.Depmod;

/// <summary>
/// The files with which modprobe and udev find modules, identical to depmod's for the same modules: see tools/depmod.c
/// in kmod.
/// </summary>
public static class DepmodFiles
{
    /// <summary>The names of depmod's files in lib/modules/RELEASE.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Of(new ModuleTree("", [])).Select(file => file.Name)];

    /// <summary>
    /// In depmod's order, without dependencies on modules that are not in the tree. modules.weakdep is always included:
    /// kmod before 33 doesn't write it, but ignores it.
    /// </summary>
    /// <exception cref="InvalidInputException">
    /// There are dependency cycles; it lists all of them. depmod writes no file for such a tree.
    /// </exception>
    public static IReadOnlyList<DepmodFile> Of(ModuleTree tree)
    {
        var modules = new DepmodTree(tree);
        return
        [
            new("modules.dep", to => TextFiles.Dependencies(modules, to)),
            new("modules.dep.bin", to => BinaryFiles.Dependencies(modules, to)),
            new("modules.alias", to => TextFiles.Aliases(modules, to)),
            new("modules.alias.bin", to => BinaryFiles.Aliases(modules, to)),
            new("modules.softdep", to => TextFiles.SoftDependencies(modules, to)),
            new("modules.weakdep", to => TextFiles.WeakDependencies(modules, to)),
            new("modules.symbols", to => TextFiles.Symbols(modules, to)),
            new("modules.symbols.bin", to => BinaryFiles.Symbols(modules, to)),
            new("modules.builtin.bin", to => BinaryFiles.BuiltIns(modules, to)),
            new("modules.builtin.alias.bin", to => BinaryFiles.BuiltInAliases(modules, to)),
            new("modules.devname", to => TextFiles.DeviceNodes(modules, to)),
        ];
    }

    /// <summary>
    /// The output of <c>depmod --dry-run</c> in kmod 33 and later: the text files, one after the other.
    /// </summary>
    /// <inheritdoc cref="Of" path="/exception"/>
    public static void WriteDryRun(ModuleTree tree, Stream to)
    {
        foreach (var file in Of(tree).Where(file => !file.IsBinary))
            file.Write(to);
    }
}
