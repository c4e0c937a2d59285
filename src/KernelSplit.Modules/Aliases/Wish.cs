namespace KernelSplit.Modules.Aliases;

public enum WishKind
{
    /// <summary><c>softdep pre:</c>, loaded before the module.</summary>
    Before,

    /// <summary><c>softdep post:</c>, loaded after it.</summary>
    After,

    /// <summary><c>weakdep</c>, which the module may ask for while it runs.</summary>
    Weak,
}

/// <summary>What a module would like to have, and loads without.</summary>
/// <param name="Module">Who has the wish.</param>
/// <param name="Target">As the module spells it: a module's name, or an alias such as <c>crypto-crc32c</c>.</param>
/// <param name="Kind">When the target is loaded.</param>
/// <param name="ServedBy">
/// What modprobe finds for the target, in its order: modules, or code of the kernel image. Empty where the tree has
/// nothing for it.
/// </param>
public sealed record Wish(string Module, string Target, WishKind Kind, IReadOnlyList<Driver> ServedBy);
