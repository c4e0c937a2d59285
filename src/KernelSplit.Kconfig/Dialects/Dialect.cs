namespace KernelSplit.Kconfig.Dialects;

/// <summary>
/// What differs in Kconfig between kernels, detected from the tree by <see cref="DialectReader"/>.
/// </summary>
public sealed record Dialect
{
    /// <summary>The Kconfig of the newest known kernel.</summary>
    public static Dialect Newest { get; } = new()
    {
        SymbolBuckets = 1 << 14,
        NumbersStartAtZero = true,
        IsNotSetExact = true,
        HasTransitional = true,
        HasConditionalDepends = true,
    };

    /// <summary>Up to 6.10: choices can be tristate, and have a value of their own.</summary>
    public bool HasClassicChoices { get; init; }

    /// <summary>
    /// Up to 6.8: choices can have a name and lack a prompt; their members can have submenus and get the choice's type.
    /// </summary>
    public bool HasNamedChoices { get; init; }

    /// <summary>Up to 6.9: choices can be optional; members without a prompt or with defaults are no error.</summary>
    public bool HasOptionalChoices { get; init; }

    /// <summary>
    /// Up to 6.8: recursive dependencies are searched in the order of the kernel's hash table, not of the files.
    /// </summary>
    public bool FindsCyclesInTableOrder { get; init; }

    /// <summary>
    /// Up to 6.8: savedefconfig checks whether menus are visible, which calculates some values earlier.
    /// </summary>
    public bool CalculatesMenusForDefconfig { get; init; }

    /// <summary>
    /// Up to 6.9: the condition <c>A!=n</c> on a tristate A, in a symbol that is no tristate, is read as <c>A</c>.
    /// </summary>
    public bool TakesUnequalNoForSymbol { get; init; }

    /// <summary>Up to 6.11: conditions are simplified in place and evaluated again each time.</summary>
    public bool SimplifiesInPlace { get; init; }

    /// <summary>Up to 6.10: y and n stay in a condition that nothing else simplifies.</summary>
    public bool KeepsLoneConstants { get; init; }

    /// <summary>
    /// Up to 5.15: the location in a help text ends with the menu around a symbol, not with the symbol itself.
    /// </summary>
    public bool LocatesMenus { get; init; }

    /// <summary>The size of the kernel's symbol hash table, which determines the order of messages.</summary>
    public int SymbolBuckets { get; init; }

    /// <summary>An int or hex without a value is 0 or 0x0, not empty.</summary>
    public bool NumbersStartAtZero { get; init; }

    /// <summary>
    /// Up to 6.10: when .config equals what conf would write, requested values of symbols without a visible prompt are
    /// dropped.
    /// </summary>
    public bool DropsHiddenRequests { get; init; }

    /// <summary>
    /// Up to 6.6: a number out of range is dropped when .config is read; later kernels use the nearest bound.
    /// </summary>
    public bool DropsNumbersOutOfRange { get; init; }

    /// <summary>Nothing may follow <c>is not set</c> in .config.</summary>
    public bool IsNotSetExact { get; init; }

    /// <summary>Up to 6.8: a .config line that starts like a symbol's but has no <c>=</c> gives no warning.</summary>
    public bool HasLenientLines { get; init; }

    /// <summary>Up to 6.8: messages name files and lines differently.</summary>
    public bool HasClassicPositions { get; init; }

    /// <summary>Up to 6.10: a recursive dependency is reported with files and lines.</summary>
    public bool HasClassicCycles { get; init; }

    /// <summary>From 6.18: <c>transitional</c>.</summary>
    public bool HasTransitional { get; init; }

    /// <summary>From 7.0: <c>depends on A if B</c>.</summary>
    public bool HasConditionalDepends { get; init; }

    /// <summary>From 7.0: no file may be sourced twice.</summary>
    public bool ForbidsRepeatedSource { get; init; }

    /// <summary>From 7.0: a choice member may have one prompt only, not one per entry in the choice.</summary>
    public bool HasOnePromptForEachMember { get; init; }

    /// <summary>Up to 5.12: <c>option modules</c> instead of <c>modules</c>, and two more options.</summary>
    public bool HasOptions { get; init; }

    /// <summary>Up to 5.12: the seed of random values is printed to standard error.</summary>
    public bool PrintsSeedToStandardError { get; init; }

    /// <summary>Up to 5.12: <c>CONFIG_A_B</c> is touched as <c>a/b.h</c>.</summary>
    public bool TouchesHeaders { get; init; }

    /// <summary>How many bytes of a shell command's output are used; fewer in kernels around 5.12.</summary>
    public int ShellLimit { get; init; } = 4095;

    /// <summary>Up to 5.15: auto.conf quotes strings; autoconf.h and auto.conf.cmd look different.</summary>
    public bool HasClassicAutoconf { get; init; }

    /// <summary>Up to 5.15: the end of a menu without entries isn't written.</summary>
    public bool OmitsEndOfEmptyMenus { get; init; }

    /// <summary>Up to 6.0: no include/generated/rustc_cfg.</summary>
    public bool LacksRustFlags { get; init; }

    /// <summary>Up to 6.5: a number out of range becomes the bound's value, not its text as written.</summary>
    public bool CalculatesBounds { get; init; }

    /// <summary>Up to 6.5: KCONFIG_WERROR has no effect.</summary>
    public bool IgnoresWerror { get; init; }

    /// <summary>Up to 6.6: KCONFIG_WERROR has no effect on selected symbols with unmet dependencies.</summary>
    public bool IgnoresWerrorForUnmetDependencies { get; init; }

    /// <summary>Up to 6.5: KCONFIG_WARN_UNKNOWN_SYMBOLS has no effect.</summary>
    public bool LacksUnknownSymbolWarnings { get; init; }

    /// <summary>Up to 6.6: in .config, any character may separate <c>#</c> and the symbol.</summary>
    public bool HasLenientComments { get; init; }

    /// <summary>Up to 6.6: for numbers and strings, <c>is not set</c> is no value rather than an invalid one.</summary>
    public bool IgnoresNoForNumbers { get; init; }

    /// <summary>Up to 6.8: y, m and n have no type and are compared as strings.</summary>
    public bool HasUntypedConstants { get; init; }

    /// <summary>
    /// Up to 6.14: reading auto.conf recalculates all values and can change which member of a choice takes precedence.
    /// </summary>
    public bool RecalculatesForAutoconf { get; init; }
}
