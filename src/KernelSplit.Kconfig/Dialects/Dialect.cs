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
        EndsAtEndOfInput = true,
        HasTransitional = true,
        HasConditionalDepends = true,
    };

    /// <summary>Up to 6.10: choices can be tristate, optional and named, and have a value of their own.</summary>
    public bool HasClassicChoices { get; init; }

    /// <summary>Up to 6.11: conditions are simplified in place, and evaluated anew each time.</summary>
    public bool SimplifiesInPlace { get; init; }

    /// <summary>The size of the kernel's hash table of symbols, which decides about the order of messages.</summary>
    public int SymbolBuckets { get; init; }

    /// <summary>An int or hex without a value is 0 or 0x0, not empty.</summary>
    public bool NumbersStartAtZero { get; init; }

    /// <summary>Up to 6.8: a number out of its range is forgotten when .config is read; later it becomes the nearest bound.</summary>
    public bool ForgetsNumbersOutOfRange { get; init; }

    /// <summary>Nothing may follow <c>is not set</c> in .config.</summary>
    public bool IsNotSetExact { get; init; }

    /// <summary>Up to 6.8: a line of .config that begins as a symbol's but has no <c>=</c> is no cause for a warning.</summary>
    public bool HasLenientLines { get; init; }

    /// <summary>A question for a number ends conf when standard input has ended.</summary>
    public bool EndsAtEndOfInput { get; init; }

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

    /// <summary>Up to 5.12: <c>option modules</c> instead of <c>modules</c>.</summary>
    public bool HasOptions { get; init; }
}
