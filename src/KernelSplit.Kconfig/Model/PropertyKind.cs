namespace KernelSplit.Kconfig.Model;

/// <summary>The kinds of attributes of a <c>config</c>, <c>choice</c>, <c>menu</c> or <c>comment</c>.</summary>
public enum PropertyKind : byte
{
    Prompt,
    Comment,
    Menu,
    Default,
    Select,
    Imply,
    Range,

    /// <summary>
    /// The entry itself; kernels up to 6.10 treat it as a property, which is visible in their messages.
    /// </summary>
    Definition,

    /// <summary>Links a choice and its members; kernels up to 6.10.</summary>
    Choice,
}

internal static class PropertyKinds
{
    /// <summary>The kind's name in the kernel's messages (scripts/kconfig/symbol.c).</summary>
    public static string NameOf(PropertyKind? kind) => kind switch
    {
        PropertyKind.Prompt => "prompt",
        PropertyKind.Comment => "comment",
        PropertyKind.Menu => "menu",
        PropertyKind.Default => "default",
        PropertyKind.Select => "select",
        PropertyKind.Imply => "imply",
        PropertyKind.Range => "range",
        PropertyKind.Definition => "symbol",
        PropertyKind.Choice => "choice",
        _ => "unknown",
    };
}
