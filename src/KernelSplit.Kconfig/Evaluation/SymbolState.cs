using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Evaluation;

/// <summary>What a configuration knows about one symbol.</summary>
internal struct SymbolState
{
    /// <summary>The value of a bool or tristate.</summary>
    public Tristate Value;

    /// <summary>The value of the other types; null before it is calculated for the first time.</summary>
    public string? Text;

    /// <summary>What .config, or the user, asks for.</summary>
    public Tristate Asked;

    public string? AskedText;

    /// <summary>What include/config/auto.conf had.</summary>
    public Tristate Former;

    public string? FormerText;

    /// <summary>The most that the user may ask for.</summary>
    public Tristate Visible;

    public Tristate Direct;

    public Tristate Selected;

    public Tristate Implied;

    public StateFlags Flags;

    /// <summary>The member that a choice has chosen; kernels up to 6.10.</summary>
    public Symbol? Chosen;

    /// <summary>The member that the user asks a choice for; kernels up to 6.10.</summary>
    public Symbol? AskedMember;

    public readonly bool Has(StateFlags flag) => (Flags & flag) != 0;

    public void Set(StateFlags flag) => Flags |= flag;

    public void Clear(StateFlags flag) => Flags &= ~flag;
}

[Flags]
internal enum StateFlags : byte
{
    None = 0,

    /// <summary>The value is up to date.</summary>
    Valid = 1,

    /// <summary>The symbol goes into .config.</summary>
    Write = 2,

    /// <summary>The user, or .config, asks for a value.</summary>
    IsAsked = 4,

    /// <summary>The symbol is in .config already.</summary>
    Written = 8,

    /// <summary>The members of the choice must be set before its value is calculated; kernels up to 6.10.</summary>
    NeedsMembers = 16,

    /// <summary>include/config/auto.conf had it.</summary>
    WasThere = 32,
}
