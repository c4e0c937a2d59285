using System.Text.Json.Serialization;
using KernelSplit.Foundation;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>The outcome of a fragment line; every line has exactly one.</summary>
[JsonConverter(typeof(KebabCase<Outcome>))]
public enum Outcome
{
    /// <summary>The symbol has the requested value.</summary>
    AsRequested,

    /// <summary>The symbol is requested not to be set, and is not in .config at all.</summary>
    AbsentAsRequested,

    /// <summary>A later line requests another value, or the same again.</summary>
    Overridden,

    /// <summary>Its dependencies are unmet, or too low for the requested value.</summary>
    UnmetDependency,

    /// <summary>A select forces a higher value.</summary>
    ForcedBySelect,

    /// <summary>Another member of its choice is set.</summary>
    ChoiceConflict,

    /// <summary>A number outside the symbol's range.</summary>
    OutOfRange,

    /// <summary>The value doesn't fit the symbol's type.</summary>
    WrongType,

    /// <summary>The user can't set it: it has no prompt, only defaults, selects or implies.</summary>
    NoPrompt,

    /// <summary>This kernel has no such symbol for this architecture.</summary>
    Unknown,

    /// <summary>A command that tests the compiler or another tool fails.</summary>
    FailedProbe,
}

/// <summary>Outcomes as text.</summary>
public static class Outcomes
{
    /// <summary>For display: <c>unmet dependency</c>.</summary>
    public static string Words(this Outcome outcome) => outcome switch
    {
        Outcome.AsRequested => "as requested",
        Outcome.AbsentAsRequested => "absent as requested",
        Outcome.Overridden => "overridden",
        Outcome.UnmetDependency => "unmet dependency",
        Outcome.ForcedBySelect => "forced by select",
        Outcome.ChoiceConflict => "choice conflict",
        Outcome.OutOfRange => "out of range",
        Outcome.WrongType => "wrong type",
        Outcome.NoPrompt => "not user-selectable (no prompt)",
        Outcome.Unknown => "unknown symbol",
        _ => "failed probe",
    };
}
