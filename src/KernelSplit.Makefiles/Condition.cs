using KernelSplit.Makefiles.Conditions;

namespace KernelSplit.Makefiles;

/// <summary>
/// When a line of a Makefile counts, as a formula over Kconfig symbols. Symbols have no <c>CONFIG_</c> in front. Two
/// conditions that are written alike are equal.
/// </summary>
public abstract record Condition
{
    private protected Condition()
    {
    }

    /// <summary>Under every configuration.</summary>
    public static Condition Always { get; } = new AllOf([]);

    /// <summary>Under no configuration.</summary>
    public static Condition Never { get; } = new AnyOf([]);

    /// <summary>Whether it holds; null where that hangs on something that was not understood.</summary>
    /// <param name="valueOf">A symbol's value as .config writes it, strings in their quotes; null or <c>n</c>: not set.</param>
    public abstract bool? Holds(Func<string, string?> valueOf);

    /// <summary>The symbols that it mentions, with repetitions.</summary>
    public abstract IEnumerable<string> Symbols { get; }

    /// <summary>Why it can't be decided in every configuration; empty for nearly all.</summary>
    public virtual IEnumerable<Undecided> Unknowns => [];

    internal abstract Condition Negate();

    /// <summary>Both hold.</summary>
    public static Condition operator &(Condition left, Condition right) => Makefiles.Conditions.Algebra.And(left, right);

    /// <summary>At least one holds.</summary>
    public static Condition operator |(Condition left, Condition right) => Makefiles.Conditions.Algebra.Or(left, right);

    /// <summary>It does not hold.</summary>
    public static Condition operator !(Condition condition) => condition.Negate();
}
