using KernelSplit.Makefiles.Conditions;

namespace KernelSplit.Makefiles;

/// <summary>
/// When a Makefile line applies, as a formula over Kconfig symbols, without <c>CONFIG_</c>. Conditions with the same
/// terms are equal.
/// </summary>
public abstract record BuildCondition
{
    private protected BuildCondition()
    {
    }

    /// <summary>In every configuration.</summary>
    public static BuildCondition Always { get; } = new AllOf([]);

    /// <summary>In no configuration.</summary>
    public static BuildCondition Never { get; } = new AnyOf([]);

    /// <summary>Whether it holds; null if that depends on something that isn't evaluated.</summary>
    /// <param name="valueOf">A symbol's value as in .config, strings quoted; null or <c>n</c>: not set.</param>
    public abstract bool? Holds(Func<string, string?> valueOf);

    /// <summary>The symbols in it, with repetitions.</summary>
    public abstract IEnumerable<string> Symbols { get; }

    /// <summary>Why it can't be decided in every configuration; usually empty.</summary>
    public virtual IEnumerable<Undecided> Unknowns => [];

    internal abstract BuildCondition Negate();

    /// <summary>Both hold.</summary>
    public static BuildCondition operator &(BuildCondition left, BuildCondition right) =>
        Makefiles.Conditions.Algebra.And(left, right);

    /// <summary>At least one holds.</summary>
    public static BuildCondition operator |(BuildCondition left, BuildCondition right) =>
        Makefiles.Conditions.Algebra.Or(left, right);

    /// <summary>It does not hold.</summary>
    public static BuildCondition operator !(BuildCondition condition) => condition.Negate();
}
