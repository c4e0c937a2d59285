namespace KernelSplit.Kconfig.Merging;

/// <summary>One line of a fragment: the requested value, with file and line.</summary>
/// <param name="Symbol">The symbol without <c>CONFIG_</c>.</param>
/// <param name="Value">
/// As written after <c>=</c>: <c>y</c>, <c>m</c>, a number or a quoted string; <c>n</c> for <c># CONFIG_X is not
/// set</c>. One char a byte (<see cref="ByteText"/>) where it comes from a file.
/// </param>
/// <param name="File">The fragment's path as given.</param>
/// <param name="Line">Line in that file, from 1.</param>
public sealed record Assignment(string Symbol, string Value, string File, int Line)
{
    public const string NotSet = "n";

    /// <summary>
    /// Why it overrides an earlier fragment: the text after <c># override:</c> on a line above it in the same
    /// paragraph; null if there is none.
    /// </summary>
    public string? OverrideReason { get; init; }

    /// <summary>The line as kbuild writes it into .config (scripts/kconfig/confdata.c, <c>print_symbol</c>).</summary>
    public string ToConfigLine() => Value == NotSet ? $"# CONFIG_{Symbol} is not set" : $"CONFIG_{Symbol}={Value}";

    /// <summary>For display: <c>CONFIG_X=m</c>, and <c>CONFIG_X=n</c> for <c># CONFIG_X is not set</c>.</summary>
    public override string ToString() => $"CONFIG_{Symbol}={Value}";
}
