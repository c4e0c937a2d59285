namespace KernelSplit.Kconfig.Model;

/// <summary>One line that says what an entry, or all that a block contains, needs.</summary>
public sealed class Requirement
{
    internal Requirement(MenuNode node, RequirementKind kind, Expression condition, string file, int line)
    {
        Node = node;
        Kind = kind;
        Condition = condition;
        File = file;
        Line = line;
    }

    /// <summary>The entry or block that it stands below.</summary>
    public MenuNode Node { get; }

    public RequirementKind Kind { get; }

    /// <summary>As it is written there, without what is inherited.</summary>
    public Expression Condition { get; }

    /// <summary>The Kconfig file, as <c>source</c> names it.</summary>
    public string File { get; }

    /// <summary>The line in that file, from 1.</summary>
    public int Line { get; }
}

/// <summary>What a <see cref="Requirement"/> decides about.</summary>
public enum RequirementKind : byte
{
    /// <summary><c>depends on</c>: prompts, defaults, selects.</summary>
    Depends,

    /// <summary>The <c>if</c> around entries; the same.</summary>
    If,

    /// <summary><c>visible if</c> of a menu: prompts alone.</summary>
    Visible,
}
