namespace KernelSplit.Modules.Depmod;

/// <summary>depmod's text files, for people and for programs without libkmod.</summary>
internal static class TextFiles
{
    public static void Dependencies(DepmodTree tree, ByteWriter to)
    {
        for (var i = 0; i < tree.Modules.Length; i++)
        {
            DependencyLine(tree, i, to);
            to.Add((byte)'\n');
        }
    }

    public static void DependencyLine(DepmodTree tree, int module, ByteWriter to)
    {
        to.Add(tree.Modules[module].Path);
        to.Add((byte)':');
        foreach (var needed in tree.DependencyOrder.Needs(module))
        {
            to.Add((byte)' ');
            to.Add(tree.Modules[needed].Path);
        }
    }

    public static void Aliases(DepmodTree tree, ByteWriter to)
    {
        to.Add("# Aliases extracted from modules themselves.\n"u8);
        foreach (var module in tree.Modules)
        {
            foreach (var alias in module.ModInfo.Aliases)
                Line(to, "alias "u8, alias, module.Name);
        }
    }

    public static void SoftDependencies(DepmodTree tree, ByteWriter to)
    {
        to.Add("# Soft dependencies extracted from modules themselves.\n"u8);
        Fields(tree, "softdep", "softdep "u8, to);
    }

    public static void WeakDependencies(DepmodTree tree, ByteWriter to)
    {
        to.Add("# Weak dependencies extracted from modules themselves.\n"u8);
        Fields(tree, "weakdep", "weakdep "u8, to);
    }

    public static void Symbols(DepmodTree tree, ByteWriter to)
    {
        to.Add("# Aliases for symbols, used by symbol_request().\n"u8);
        foreach (var (symbol, owner) in tree.Owners.InTableOrder())
            Line(to, "alias symbol:"u8, symbol, tree.Modules[owner].Name);
    }

    public static void DeviceNodes(DepmodTree tree, ByteWriter to)
    {
        foreach (var module in tree.Modules)
        {
            if (DeviceNode.Of(module.ModInfo.Aliases) is not { } node)
                continue;
            if (to.Length == 0)
                to.Add("# Device nodes to trigger on-demand module loading.\n"u8);
            Line(to, ""u8, module.Name, $"{node.Path} {node.Type}{node.Major}:{node.Minor}");
        }
    }

    private static void Fields(DepmodTree tree, string key, ReadOnlySpan<byte> keyword, ByteWriter to)
    {
        foreach (var module in tree.Modules)
        {
            foreach (var value in module.ModInfo.Values(key))
                Line(to, keyword, module.Name, value);
        }
    }

    private static void Line(ByteWriter to, ReadOnlySpan<byte> start, string word, string rest)
    {
        to.Add(start);
        to.Add(word);
        to.Add((byte)' ');
        to.Add(rest);
        to.Add((byte)'\n');
    }
}
