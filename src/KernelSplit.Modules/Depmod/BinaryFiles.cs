namespace KernelSplit.Modules.Depmod;

/// <summary>depmod's binary indexes, in which modprobe looks up names.</summary>
internal static class BinaryFiles
{
    public static void Dependencies(DepmodTree tree, ByteWriter to)
    {
        using var index = new IndexWriter(tree.Source);
        for (var i = 0; i < tree.Modules.Length; i++)
        {
            index.Text.Add(tree.Modules[i].Name);
            index.EndKey();
            TextFiles.DependencyLine(tree, i, index.Text);
            index.EndValue(i);
        }
        index.Write(to);
    }

    public static void Aliases(DepmodTree tree, ByteWriter to)
    {
        using var index = new IndexWriter(tree.Source);
        for (var i = 0; i < tree.Modules.Length; i++)
        {
            foreach (var alias in tree.Modules[i].ModInfo.Aliases)
                AddAlias(index, alias, tree.Modules[i].Name, i);
        }
        index.Write(to);
    }

    public static void Symbols(DepmodTree tree, ByteWriter to)
    {
        using var index = new IndexWriter(tree.Source);
        foreach (var (symbol, owner) in tree.Owners.Unordered)
        {
            index.Text.Add("symbol:"u8);
            index.Text.Add(symbol);
            index.EndKey();
            index.Text.Add(tree.Modules[owner].Name);
            index.EndValue(owner);
        }
        index.Write(to);
    }

    /// <summary>Like depmod, writes an empty file, without an index, if there are no built-in modules.</summary>
    public static void BuiltIns(DepmodTree tree, ByteWriter to)
    {
        using var index = new IndexWriter(tree.Source);
        foreach (var builtIn in tree.BuiltIns.Where(builtIn => builtIn.SourcePath is not null))
        {
            // A name is in the index as often as in modules.builtin.
            for (var i = 0; i <= builtIn.OtherSourcePaths.Count; i++)
            {
                index.Text.Add(builtIn.Name);
                index.EndKey();
                index.EndValue(0);
            }
        }
        if (index.Text.Length > 0)
            index.Write(to);
    }

    /// <inheritdoc cref="BuiltIns"/>
    public static void BuiltInAliases(DepmodTree tree, ByteWriter to)
    {
        if (tree.BuiltIns.All(builtIn => builtIn.ModInfo.Fields.Count == 0))
            return;
        using var index = new IndexWriter(tree.Source);
        foreach (var builtIn in tree.BuiltIns)
        {
            foreach (var alias in builtIn.Aliases.Where(alias => alias.Length > 0))
                AddAlias(index, alias, builtIn.Name, 0);
        }
        index.Write(to);
    }

    private static void AddAlias(IndexWriter index, string alias, string module, int priority)
    {
        if (AliasPattern.Normalize(alias) is not { } normal)
            return;
        index.Text.Add(normal);
        index.EndKey();
        index.Text.Add(module);
        index.EndValue(priority);
    }
}
