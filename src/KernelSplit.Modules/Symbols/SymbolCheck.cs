namespace KernelSplit.Modules.Symbols;

/// <summary>Checks that all imports of modules are exported, like <c>depmod -e</c>.</summary>
public static class SymbolCheck
{
    /// <summary>Sorted by module, then in the module's order. Weak imports may be missing.</summary>
    /// <param name="tree">All modules that can be loaded together.</param>
    /// <param name="kernel">The symbols that vmlinux exports.</param>
    public static IReadOnlyList<SymbolProblem> Run(ModuleTree tree, KernelSymbols kernel)
    {
        var exported = tree.Modules
            .SelectMany(module => module.Exports, (_, export) => export.Name)
            .ToHashSet(StringComparer.Ordinal);
        var problems = new List<SymbolProblem>();
        foreach (var module in tree.Modules)
        {
            foreach (var import in module.Imports)
            {
                if (exported.Contains(import.ExportName))
                    continue;
                if (!kernel.TryFind(import.ExportName, out var offered))
                {
                    if (!import.IsWeak)
                        problems.Add(new SymbolProblem(module.Name, import.Name));
                }
                else if (import.Crc is { } wanted && offered is { } crc && wanted != crc)
                {
                    problems.Add(new SymbolProblem(module.Name, import.Name, wanted, crc));
                }
            }
        }
        return problems;
    }
}
