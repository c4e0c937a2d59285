namespace KernelSplit.Kconfig.Explaining;

/// <summary>What became of a line of a fragment; every line has exactly one.</summary>
public enum Outcome
{
    /// <summary>The symbol has the value that was asked for.</summary>
    Landed,

    /// <summary>It was asked not to be set, and isn't there at all.</summary>
    AbsentAsAsked,

    /// <summary>A later line asks for something else, or for the same again.</summary>
    Overridden,

    /// <summary>What it depends on doesn't hold, or not as far as was asked.</summary>
    UnmetDependency,

    /// <summary>A symbol that selects it makes it more than was asked.</summary>
    RaisedBySelect,

    /// <summary>Another member of its choice has it.</summary>
    LostInChoice,

    /// <summary>A number beyond the symbol's range.</summary>
    OutOfRange,

    /// <summary>The value isn't one of the symbol's type.</summary>
    WrongType,

    /// <summary>Nobody can set it: it has no prompt and follows from other symbols.</summary>
    NoPrompt,

    /// <summary>No such symbol in this kernel, for this architecture.</summary>
    Unknown,

    /// <summary>The compiler or another tool lacks what it needs.</summary>
    FailedProbe,
}

/// <summary>Outcomes in words.</summary>
public static class Outcomes
{
    /// <summary>As people read it: <c>unmet dependency</c>.</summary>
    public static string Words(this Outcome outcome) => outcome switch
    {
        Outcome.Landed => "landed",
        Outcome.AbsentAsAsked => "absent as asked",
        Outcome.Overridden => "overridden",
        Outcome.UnmetDependency => "unmet dependency",
        Outcome.RaisedBySelect => "raised by select",
        Outcome.LostInChoice => "lost in a choice",
        Outcome.OutOfRange => "out of range",
        Outcome.WrongType => "wrong type",
        Outcome.NoPrompt => "needs no setting",
        Outcome.Unknown => "unknown here",
        _ => "failed probe",
    };
}
