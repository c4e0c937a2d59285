using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Evaluation;

/// <summary>One symbol's state in a configuration.</summary>
internal struct SymbolState
{
    /// <summary>The value of a bool or tristate.</summary>
    public Tristate Value;

    /// <summary>The value of other types; null until it is first calculated.</summary>
    public string? Text;

    /// <summary>The value that .config or the user requests.</summary>
    public Tristate Requested;

    public string? RequestedText;

    /// <summary>The value in include/config/auto.conf.</summary>
    public Tristate Former;

    public string? FormerText;

    /// <summary>The highest value that the user may request.</summary>
    public Tristate Visible;

    public Tristate Direct;

    public Tristate Selected;

    public Tristate Implied;

    public StateFlags Flags;

    /// <summary>The selected member of a choice; kernels up to 6.10.</summary>
    public Symbol? Chosen;

    /// <summary>The requested member of a choice; kernels up to 6.10.</summary>
    public Symbol? RequestedMember;

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

    /// <summary>The symbol is written to .config.</summary>
    Write = 2,

    /// <summary>The user or .config requests a value.</summary>
    IsRequested = 4,

    /// <summary>The symbol has been written to .config.</summary>
    Written = 8,

    /// <summary>The members of the choice must be set before its value is calculated; kernels up to 6.10.</summary>
    NeedsMembers = 16,

    /// <summary>The symbol was in include/config/auto.conf.</summary>
    WasInAutoconf = 32,
}
