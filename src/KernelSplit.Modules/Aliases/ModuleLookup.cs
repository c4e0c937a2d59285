namespace KernelSplit.Modules.Aliases;

/// <summary>
/// Resolves names as <c>modprobe --resolve-alias</c> does without configuration in modprobe.d: the first of the
/// kernel's lists that contains the name decides alone. kmod_module_new_from_lookup in libkmod-module.c.
/// </summary>
public sealed class ModuleLookup(ModuleTree tree)
{
    private const string SymbolPrefix = "symbol:";

    /// <summary>
    /// A module of that name; or the one that exports <c>symbol:NAME</c>; or the modules with a matching alias, in the
    /// order in which modprobe loads them; or a built-in module of that name; or built-in modules with a matching
    /// alias, by name.
    /// </summary>
    /// <param name="name">A module's name, a modalias or a request; with <c>-</c> or <c>_</c>.</param>
    /// <returns>Empty if modprobe reports "not found".</returns>
    public IReadOnlyList<Driver> Resolve(string name)
    {
        if (AliasPattern.Normalize(name) is not { } normal)
            return [];
        if (tree.FindModule(normal) is { } module)
            return [new Driver(module.Name, name, false)];
        if (FindExporter(normal) is { } exporter)
            return [new Driver(exporter.Name, name, false)];
        var drivers = tree.Drivers(normal);
        if (drivers.Any(driver => !driver.IsBuiltIn))
            return [.. drivers.Where(driver => !driver.IsBuiltIn)];
        // modprobe doesn't know names that are only in modules.builtin.modinfo.
        if (tree.FindBuiltIn(normal) is { SourcePath: not null } builtIn)
            return [new Driver(builtIn.Name, name, true)];
        return drivers;
    }

    /// <summary>If several modules export the symbol, depmod keeps the last one.</summary>
    private KernelModule? FindExporter(string name)
    {
        if (!name.StartsWith(SymbolPrefix, StringComparison.Ordinal))
            return null;
        var symbol = name[SymbolPrefix.Length..];
        return tree.InLoadOrder.LastOrDefault(module => module.Exports.Any(export => export.Name == symbol));
    }
}
