using System.Globalization;

namespace KernelSplit.Foundation;

/// <summary>How bad a <see cref="Diagnostic"/> is.</summary>
public enum Severity
{
    /// <summary>Worth reading; nothing is wrong.</summary>
    Note,

    /// <summary>The result stands, but probably isn't what was meant.</summary>
    Warning,

    /// <summary>No result can be given.</summary>
    Error,
}

/// <summary>One mistake or remark about something the user gave us, printed as compilers print theirs.</summary>
/// <param name="File">The file it is about; for an archive's member, <c>archive: member</c>.</param>
/// <param name="Line">Line, from 1; 0 when the remark is about the file as a whole.</param>
/// <param name="Column">Column, from 1; 0 when unknown.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Message">What is wrong, without a full stop.</param>
/// <param name="Hint">The way out, or nothing when the message says it already.</param>
public sealed record Diagnostic(
    string File, int Line, int Column, Severity Severity, string Message, string? Hint = null)
{
    public static Diagnostic Error(string file, string message, string? hint = null, int line = 0, int column = 0) =>
        new(file, line, column, Severity.Error, message, hint);

    public static Diagnostic Warning(string file, string message, string? hint = null, int line = 0, int column = 0) =>
        new(file, line, column, Severity.Warning, message, hint);

    /// <summary>
    /// <c>file:line:column: error: what. hint</c>, on one line and fit for a terminal whatever the names in it.
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
        return PlainText.Of($"{place}: {severity}: {Message}{hint}");
    }
}
