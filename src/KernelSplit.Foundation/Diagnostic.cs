using System.Globalization;
using System.Text.Json.Serialization;

namespace KernelSplit.Foundation;

/// <summary>The severity of a <see cref="Diagnostic"/>.</summary>
public enum Severity
{
    /// <summary>Information; nothing is wrong.</summary>
    Note,

    /// <summary>The result is valid, but probably not what the user meant.</summary>
    Warning,

    /// <summary>There is no result.</summary>
    Error,
}

/// <summary>An error, warning or note about the user's input, printed in the format of compilers.</summary>
/// <param name="File">The file; for a member of an archive, <c>archive: member</c>.</param>
/// <param name="Line">Line, starting at 1; 0 for the whole file.</param>
/// <param name="Column">Column, starting at 1; 0 if unknown.</param>
/// <param name="Severity">How severe it is.</param>
/// <param name="Message">What is wrong, without a full stop.</param>
/// <param name="Hint">The way out; null if the message already says it.</param>
[JsonConverter(typeof(DiagnosticJson))]
public sealed record Diagnostic(
    string File, int Line, int Column, Severity Severity, string Message, string? Hint = null)
{
    /// <summary>What it is about.</summary>
    public DiagnosticKind Kind { get; init; } = DiagnosticKind.Input;

    /// <summary>Whether it is an error or a warning that a waiver turned into a note.</summary>
    public bool IsWaived { get; init; }

    public static Diagnostic Error(string file, string message, string? hint = null, int line = 0, int column = 0) =>
        Error(DiagnosticKind.Input, file, message, hint, line, column);

    public static Diagnostic Error(
        DiagnosticKind kind, string file, string message, string? hint = null, int line = 0, int column = 0) =>
        new(file, line, column, Severity.Error, message, hint) { Kind = kind };

    public static Diagnostic Warning(
        DiagnosticKind kind, string file, string message, string? hint = null, int line = 0, int column = 0) =>
        new(file, line, column, Severity.Warning, message, hint) { Kind = kind };

    public static Diagnostic Note(DiagnosticKind kind, string file, string message, string? hint = null) =>
        new(file, 0, 0, Severity.Note, message, hint) { Kind = kind };

    /// <summary>
    /// <c>file:line:column: error KS0123: message. hint</c>, on one line and safe for a terminal whatever names it
    /// contains.
    /// </summary>
    public override string ToString()
    {
        var place = (Line, Column) switch
        {
            (0, _) => File,
            (_, 0) => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}"),
        };
        var severity = Severity switch
        {
            Severity.Error => "error",
            Severity.Warning => "warning",
            _ => "note",
        };
        var hint = Hint is null ? "" : $". {Hint}";
        return PlainText.Of($"{place}: {severity} {Kind.Id}: {Message}{hint}");
    }
}
