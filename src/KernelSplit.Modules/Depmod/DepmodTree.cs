namespace KernelSplit.Modules.Depmod;

/// <summary>A module tree in depmod's order.</summary>
internal sealed class DepmodTree
{
    public DepmodTree(ModuleTree tree)
    {
        Modules = [.. tree.InLoadOrder];
        Owners = new SymbolOwners(Modules);
        DependencyOrder = new DependencyOrder(Modules, Owners, tree.Source);
        BuiltIns = InFileOrder(tree);
        Source = tree.Source;
    }

    public KernelModule[] Modules { get; }

    public SymbolOwners Owners { get; }

    public DependencyOrder DependencyOrder { get; }

    public IReadOnlyList<BuiltInModule> BuiltIns { get; }

    public string Source { get; }

    /// <summary>Built-in modules have no priority: their order decides between several with the same alias.</summary>
    private static IReadOnlyList<BuiltInModule> InFileOrder(ModuleTree tree)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in tree.BuiltInOrder)
            places.TryAdd(name, places.Count);
        return [.. tree.BuiltIns.OrderBy(builtIn => places.GetValueOrDefault(builtIn.Name, int.MaxValue))];
    }
}
