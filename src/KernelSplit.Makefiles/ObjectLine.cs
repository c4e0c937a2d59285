namespace KernelSplit.Makefiles;

/// <summary>A line that puts an object or a directory into <c>obj-y</c>, <c>obj-m</c> or <c>lib-y</c>.</summary>
/// <param name="At">Its file and line.</param>
/// <param name="Symbols">
/// Kconfig symbols, without <c>CONFIG_</c>, that choose between y and m: X of <c>obj-$(CONFIG_X)</c>. Empty for
/// <c>obj-y</c> or <c>obj-m</c>.
/// </param>
/// <param name="Module">When the line puts it into obj-m, its conditionals included.</param>
/// <param name="BuiltIn">When the line puts it into obj-y or lib-y.</param>
/// <param name="Guards">The conditionals around the line, outermost first.</param>
public sealed record ObjectLine(
    SourceLine At,
    IReadOnlyList<string> Symbols,
    BuildCondition Module,
    BuildCondition BuiltIn,
    IReadOnlyList<Guard> Guards);
