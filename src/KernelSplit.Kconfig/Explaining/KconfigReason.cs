using System.Text.Json.Serialization;
using KernelSplit.Foundation;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>A fact that explains a value, with its causes.</summary>
/// <param name="Kind">The kind of fact.</param>
/// <param name="Text">The fact, without file and line.</param>
/// <param name="File">A fragment or a Kconfig file; null if there is none.</param>
/// <param name="Line">The line in that file, from 1; 0 if there is none.</param>
/// <param name="Because">Its causes; empty for a root cause.</param>
public sealed record KconfigReason(
    KconfigReasonKind Kind, string Text, string? File, int Line, IReadOnlyList<KconfigReason> Because)
{
    internal KconfigReason(KconfigReasonKind kind, string text, string? file = null, int line = 0)
        : this(kind, text, file, line, [])
    {
    }

    /// <summary>The root causes: this fact, or those at the ends of its chains.</summary>
    public IEnumerable<KconfigReason> Roots => Because.Count == 0 ? [this] : Because.SelectMany(reason => reason.Roots);
}

/// <summary>The kind of a <see cref="KconfigReason"/>.</summary>
[JsonConverter(typeof(KebabCase<KconfigReasonKind>))]
public enum KconfigReasonKind
{
    /// <summary>A fragment requests it.</summary>
    Requested,

    /// <summary>The base configuration sets it.</summary>
    Base,

    /// <summary>It could be set, but is not requested.</summary>
    NotRequested,

    /// <summary>A <c>default</c> sets it.</summary>
    Default,

    /// <summary>A <c>select</c> of another symbol forces it.</summary>
    Selected,

    /// <summary>An <c>imply</c> of another symbol sets it.</summary>
    Implied,

    /// <summary>Another member of its choice is set.</summary>
    Choice,

    /// <summary>An unmet dependency.</summary>
    Dependency,

    /// <summary>No prompt of it is visible.</summary>
    Hidden,

    /// <summary>It has no prompt: only other symbols and defaults set it.</summary>
    NoPrompt,

    /// <summary>A range limits it.</summary>
    Range,

    /// <summary>A command that tests a tool failed.</summary>
    Probe,

    /// <summary>The kernel has no such symbol for this architecture.</summary>
    Undefined,

    /// <summary>A symbol's value fails a comparison, or is constant.</summary>
    Value,
}
