namespace KernelSplit.Host.Processes;

/// <summary>A command to run.</summary>
public sealed record ToolCall(string Program, params IReadOnlyList<string> Arguments)
{
    /// <summary>Its working directory; by default the current one.</summary>
    public string? Directory { get; init; }

    /// <summary>Variables added to our own environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>What it reads as its standard input; nothing by default.</summary>
    public Stream? Input { get; init; }

    /// <summary>Whether a non-zero exit code is a result instead of a failure.</summary>
    public bool MayFail { get; init; }

    /// <summary>Whether it goes on if we are killed: a package manager must not be stopped halfway.</summary>
    public bool MayOutliveUs { get; init; }

    /// <summary>The command line, quoted for a shell.</summary>
    public override string ToString() => string.Join(' ', Arguments.Prepend(Program).Select(Quote));

    private static string Quote(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./=+:,@%^".Contains(c))
            ? word
            : $"'{word.Replace("'", "'\\''")}'";
}
