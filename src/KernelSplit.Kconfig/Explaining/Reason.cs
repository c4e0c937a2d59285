namespace KernelSplit.Kconfig.Explaining;

/// <summary>One fact that explains a value, with the facts behind it.</summary>
/// <param name="Kind">What sort of fact.</param>
/// <param name="Text">The fact in words, without a place.</param>
/// <param name="File">Where it is written: a fragment or a Kconfig file; null when nowhere.</param>
/// <param name="Line">The line in that file, from 1; 0 when there is none.</param>
/// <param name="Because">What it follows from; empty for a root cause.</param>
public sealed record Reason(ReasonKind Kind, string Text, string? File, int Line, IReadOnlyList<Reason> Because)
{
    internal Reason(ReasonKind kind, string text, string? file = null, int line = 0)
        : this(kind, text, file, line, [])
    {
    }

    /// <summary>The facts that nothing stands behind: this one, or those at the ends of its chains.</summary>
    public IEnumerable<Reason> Roots => Because.Count == 0 ? [this] : Because.SelectMany(reason => reason.Roots);
}

/// <summary>What sort of fact a <see cref="Reason"/> is.</summary>
public enum ReasonKind
{
    /// <summary>A fragment asks for it.</summary>
    Asked,

    /// <summary>What the fragments are laid upon asks for it.</summary>
    Base,

    /// <summary>It could be set, and nobody asks.</summary>
    NotAsked,

    /// <summary>A <c>default</c> gives it.</summary>
    Default,

    /// <summary>A <c>select</c> of another symbol forces it.</summary>
    Selected,

    /// <summary>An <c>imply</c> of another symbol gives it.</summary>
    Implied,

    /// <summary>Another member of its choice has it.</summary>
    Choice,

    /// <summary>A line that says what it needs, which doesn't hold.</summary>
    Requirement,

    /// <summary>No prompt of it is visible.</summary>
    Hidden,

    /// <summary>It has no prompt: only other symbols and defaults set it.</summary>
    NoPrompt,

    /// <summary>A range limits it.</summary>
    Range,

    /// <summary>A command that asks a tool failed.</summary>
    Probe,

    /// <summary>The kernel has no such symbol for this architecture.</summary>
    Undefined,

    /// <summary>A symbol has a value that a comparison doesn't want, or is constant.</summary>
    Value,
}
