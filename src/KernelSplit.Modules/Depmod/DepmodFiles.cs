using KernelSplit.Foundation;

namespace KernelSplit.Modules.Depmod;

/// <summary>
/// The files by which modprobe and udev find modules, equal to those that depmod writes for the same modules: see
/// tools/depmod.c in kmod.
/// </summary>
public static class DepmodFiles
{
    /// <summary>What depmod writes into lib/modules/RELEASE.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Of(new ModuleTree("", [])).Select(file => file.Name)];

    /// <summary>
    /// In depmod's order. Dependencies on modules that are not in the tree are left out. modules.weakdep is always
    /// there: kmod before 33 doesn't write it, and doesn't mind it.
    /// </summary>
    /// <exception cref="InvalidInputException">
    /// Modules need each other, every such chain is named: depmod writes no file for such a tree.
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

    /// <summary>What <c>depmod --dry-run</c> of kmod 33 and later prints: the text files, one after the other.</summary>
    /// <inheritdoc cref="Of" path="/exception"/>
    public static void WriteDryRun(ModuleTree tree, Stream to)
    {
        foreach (var file in Of(tree).Where(file => !file.IsBinary))
            file.Write(to);
    }
}
