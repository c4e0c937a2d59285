using KernelSplit.Kconfig.Text;

namespace KernelSplit.Kconfig.Model;

/// <summary>
/// An entry where it stands in the menus: a <c>config</c>, <c>choice</c>, <c>menu</c>, <c>comment</c> or <c>if</c>.
/// A symbol that several entries define has one node for each.
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

    /// <summary>What contains it; null for the root alone.</summary>
    public MenuNode? Parent { get; internal set; }

    /// <summary>The menu, choice or if that it is written in; null for the root alone. Ifs contain nothing in the finished tree.</summary>
    public MenuNode? Block { get; }

    /// <summary>What follows it in the same menu.</summary>
    public MenuNode? Next { get; internal set; }

    /// <summary>The first entry that it contains.</summary>
    public MenuNode? FirstChild { get; internal set; }

    /// <summary>Its prompt, or the text of a menu or comment.</summary>
    public Property? Prompt { get; internal set; }

    /// <summary>All <c>visible if</c> of a menu, and-ed; null means always.</summary>
    public Expression? Visibility { get; internal set; }

    /// <summary>All that it depends on, inherited dependencies included; null means nothing.</summary>
    public Expression? Dependency { get; internal set; }

    /// <summary>The help text with the indentation of its first line removed, one char a byte.</summary>
    public string? Help => HelpText?.Read();

    /// <summary>The Kconfig file, as <c>source</c> names it.</summary>
    public string File { get; }

    /// <summary>The line in that file, from 1.</summary>
    public int Line { get; }

    internal HelpText? HelpText { get; set; }

    /// <summary>The node behind this one in a walk, depth first, that stays below a root.</summary>
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
