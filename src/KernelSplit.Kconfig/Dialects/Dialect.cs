namespace KernelSplit.Kconfig.Dialects;

/// <summary>
/// What differs between the Kconfig of one kernel and another. It follows from the tree: <see cref="DialectReader"/>.
/// </summary>
public sealed record Dialect
{
    /// <summary>The Kconfig of the newest kernel that is known.</summary>
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

    /// <summary>Up to 6.8: choices can have a name and lack a prompt, their members can have submenus and get the choice's type.</summary>
    public bool HasNamedChoices { get; init; }

    /// <summary>Up to 6.9: choices can be optional, and it is no error when their members lack a prompt or have defaults.</summary>
    public bool HasOptionalChoices { get; init; }

    /// <summary>Up to 6.8: recursive dependencies are looked for in the order of the kernel's hash table, not of the files.</summary>
    public bool FindsCyclesInTableOrder { get; init; }

    /// <summary>Up to 6.8: savedefconfig asks whether menus are visible, which has some values calculated earlier.</summary>
    public bool CalculatesMenusForDefconfig { get; init; }

    /// <summary>Up to 6.9: the condition <c>A!=n</c> on a tristate A, below a symbol that is none itself, is taken for <c>A</c>.</summary>
    public bool TakesUnequalNoForSymbol { get; init; }

    /// <summary>Up to 6.11: conditions are simplified in place, and evaluated anew each time.</summary>
    public bool SimplifiesInPlace { get; init; }

    /// <summary>Up to 6.10: y and n stay in a condition that nothing else simplifies.</summary>
    public bool KeepsLoneConstants { get; init; }

    /// <summary>Up to 5.15: the location that help names ends with the menu around a symbol, not with the symbol itself.</summary>
    public bool LocatesMenus { get; init; }

    /// <summary>The size of the kernel's hash table of symbols, which decides about the order of messages.</summary>
    public int SymbolBuckets { get; init; }

    /// <summary>An int or hex without a value is 0 or 0x0, not empty.</summary>
    public bool NumbersStartAtZero { get; init; }

    /// <summary>Up to 6.10: when .config says what conf would, what it says about symbols without a visible prompt is forgotten.</summary>
    public bool ForgetsHiddenRequests { get; init; }

    /// <summary>Up to 6.6: a number out of its range is forgotten when .config is read; later it becomes the nearest bound.</summary>
    public bool ForgetsNumbersOutOfRange { get; init; }

    /// <summary>Nothing may follow <c>is not set</c> in .config.</summary>
    public bool IsNotSetExact { get; init; }

    /// <summary>Up to 6.8: a line of .config that begins as a symbol's but has no <c>=</c> is no cause for a warning.</summary>
    public bool HasLenientLines { get; init; }

    /// <summary>Up to 6.8: messages name files and lines another way.</summary>
    public bool HasClassicPositions { get; init; }

    /// <summary>Up to 6.10: a recursive dependency is reported with files and lines.</summary>
    public bool HasClassicCycles { get; init; }

    /// <summary>From 6.18: <c>transitional</c>.</summary>
    public bool HasTransitional { get; init; }

    /// <summary>From 7.0: <c>depends on A if B</c>.</summary>
    public bool HasConditionalDepends { get; init; }

    /// <summary>From 7.0: no file may be sourced twice.</summary>
    public bool ForbidsRepeatedSource { get; init; }

    /// <summary>From 7.0: a choice's member may have one prompt only, not one for each entry in the choice.</summary>
    public bool HasOnePromptForEachMember { get; init; }

    /// <summary>Up to 5.12: <c>option modules</c> instead of <c>modules</c>, and two more options.</summary>
    public bool HasOptions { get; init; }

    /// <summary>Up to 5.12: the seed of random values goes to standard error.</summary>
    public bool SaysSeedAsError { get; init; }

    /// <summary>Up to 5.12: <c>CONFIG_A_B</c> is touched as <c>a/b.h</c>.</summary>
    public bool TouchesHeaders { get; init; }

    /// <summary>As many bytes of an answer of the shell as count; fewer in kernels around 5.12.</summary>
    public int ShellLimit { get; init; } = 4095;

    /// <summary>Up to 5.15: auto.conf has quoted text, autoconf.h and auto.conf.cmd look different.</summary>
    public bool HasClassicAutoconf { get; init; }

    /// <summary>Up to 5.15: the end of a menu without entries isn't written.</summary>
    public bool EndsOnlyFullMenus { get; init; }

    /// <summary>Up to 6.0: no include/generated/rustc_cfg.</summary>
    public bool LacksRustFlags { get; init; }

    /// <summary>Up to 6.5: a number out of its range becomes the bound's value, not what is written there.</summary>
    public bool CalculatesBounds { get; init; }

    /// <summary>Up to 6.5: KCONFIG_WERROR means nothing.</summary>
    public bool ForgivesWarnings { get; init; }

    /// <summary>Up to 6.6: KCONFIG_WERROR means nothing for selected symbols with unmet dependencies.</summary>
    public bool ForgivesUnmetDependencies { get; init; }

    /// <summary>Up to 6.5: KCONFIG_WARN_UNKNOWN_SYMBOLS means nothing.</summary>
    public bool ForgivesUnknownSymbols { get; init; }

    /// <summary>Up to 6.6: in .config, any character may stand between <c>#</c> and the symbol.</summary>
    public bool HasLenientComments { get; init; }

    /// <summary>Up to 6.6: <c>is not set</c> is no wrong value for numbers and text, but none at all.</summary>
    public bool IgnoresNoForNumbers { get; init; }

    /// <summary>Up to 6.8: y, m and n have no type: they are compared as text.</summary>
    public bool HasUntypedConstants { get; init; }

    /// <summary>Up to 6.14: reading auto.conf has all values calculated again, and can change which member of a choice counts most.</summary>
    public bool RecalculatesForAutoconf { get; init; }
}
