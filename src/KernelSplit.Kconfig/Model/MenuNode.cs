namespace KernelSplit.Kconfig.Model;

/// <summary>
/// An entry of the menu tree: a <c>config</c>, <c>choice</c>, <c>menu</c>, <c>comment</c> or <c>if</c>.
/// A symbol defined by several entries has one node for each.
/// </summary>
public sealed class MenuNode
{
    internal MenuNode(Symbol? symbol, MenuNode? parent, string file, int line)
    {
        Symbol = symbol;
        Parent = parent;
        Block = parent;
        File = file;
        Line = line;
    }

    /// <summary>The symbol of a <c>config</c> or <c>choice</c>; null for the others.</summary>
    public Symbol? Symbol { get; }

    /// <summary>The entry that contains it; null only for the root.</summary>
    public MenuNode? Parent { get; internal set; }

    /// <summary>
    /// The menu, choice or if around it in the files; null only for the root. In the final tree, ifs contain nothing.
    /// </summary>
    public MenuNode? Block { get; internal set; }

    /// <summary>The next entry in the same menu.</summary>
    public MenuNode? Next { get; internal set; }

    /// <summary>The first entry that it contains.</summary>
    public MenuNode? FirstChild { get; internal set; }

    /// <summary>Its prompt, or the text of a menu or comment.</summary>
    public Property? Prompt { get; internal set; }

    /// <summary>All <c>visible if</c> of a menu, ANDed; null means always.</summary>
    public Expression? Visibility { get; internal set; }

    /// <summary>All its dependencies, including inherited ones; null means none.</summary>
    public Expression? Dependency { get; internal set; }

    /// <summary>The help text without the indentation of its first line, one char per byte.</summary>
    public string? Help => HelpText?.Read();

    /// <summary>The Kconfig file, as <c>source</c> names it.</summary>
    public string File { get; }

    /// <summary>The line in that file, from 1.</summary>
    public int Line { get; }

    internal HelpText? HelpText { get; set; }

    /// <summary>The next node below a root, depth first.</summary>
    internal MenuNode? NextBelow(MenuNode root)
    {
        if (FirstChild is not null)
            return FirstChild;
        var node = this;
        while (node != root && node.Next is null)
            node = node.Parent!;
        return node == root ? null : node.Next;
    }

    /// <summary>All nodes below this one, depth first.</summary>
    public IEnumerable<MenuNode> Descendants()
    {
        for (var node = NextBelow(this); node is not null; node = node.NextBelow(this))
            yield return node;
    }
}
