namespace KernelSplit.Kconfig.Model;

/// <summary>One line with a dependency of an entry, or of all entries in a block.</summary>
public sealed class DependencyLine
{
    internal DependencyLine(MenuNode node, DependencyKind kind, Expression condition, string file, int line)
    {
        Node = node;
        Kind = kind;
        Condition = condition;
        File = file;
        Line = line;
    }

    /// <summary>The entry or block that it belongs to.</summary>
    public MenuNode Node { get; }

    public DependencyKind Kind { get; }

    /// <summary>As written, without inherited conditions.</summary>
    public Expression Condition { get; }

    /// <summary>The Kconfig file, as <c>source</c> names it.</summary>
    public string File { get; }

    /// <summary>The line in that file, from 1.</summary>
    public int Line { get; }
}

/// <summary>What a <see cref="DependencyLine"/> applies to.</summary>
public enum DependencyKind : byte
{
    /// <summary><c>depends on</c>: prompts, defaults, selects.</summary>
    Depends,

    /// <summary>The <c>if</c> around entries; the same.</summary>
    If,

    /// <summary><c>visible if</c> of a menu: prompts only.</summary>
    Visible,
}
