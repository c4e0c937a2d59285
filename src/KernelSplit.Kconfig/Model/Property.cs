namespace KernelSplit.Kconfig.Model;

/// <summary>One prompt, default, select, imply or range, or the text of a menu or comment.</summary>
public sealed class Property
{
    internal Property(int id, PropertyKind kind, MenuNode node, string file, int line)
    {
        Id = id;
        Kind = kind;
        Node = node;
        File = file;
        Line = line;
    }

    public PropertyKind Kind { get; internal set; }

    /// <summary>The text of a prompt, menu or comment, one char per byte; null for other kinds.</summary>
    public string? Text { get; internal set; }

    /// <summary>When it applies, including conditions inherited from menus and ifs; null means always.</summary>
    public Expression? Condition { get; internal set; }

    /// <summary>The condition after its own <c>if</c>, without inherited ones; null means always.</summary>
    public Expression? OwnCondition { get; internal set; }

    /// <summary>The default's value, the selected or implied symbol, or the range; else null.</summary>
    public Expression? Value { get; internal set; }

    /// <summary>The entry that it belongs to.</summary>
    public MenuNode Node { get; }

    /// <summary>The Kconfig file, as <c>source</c> names it.</summary>
    public string File { get; }

    /// <summary>The line in that file, from 1.</summary>
    public int Line { get; }

    /// <summary>Numbers the properties of a tree, from 0.</summary>
    internal int Id { get; }

    /// <summary>The value if it is a single symbol.</summary>
    internal Symbol? ValueSymbol => Value is { Kind: ExpressionKind.Symbol } ? Value.Symbol : null;
}
