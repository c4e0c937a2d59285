namespace KernelSplit.Host.Processes;

/// <summary>A program to run.</summary>
public sealed record ToolCall(string Program, params IReadOnlyList<string> Arguments)
{
    /// <summary>Where it runs; by default where we do.</summary>
    public string? Directory { get; init; }

    /// <summary>Variables on top of our own environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>What it reads as its standard input; nothing by default.</summary>
    public Stream? Input { get; init; }

    /// <summary>Whether an exit code other than 0 is an answer instead of a failure.</summary>
    public bool MayFail { get; init; }

    /// <summary>The command line as one would type it.</summary>
    public override string ToString() => string.Join(' ', Arguments.Prepend(Program).Select(Quote));

    private static string Quote(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./=+:,@%^".Contains(c))
            ? word
            : $"'{word.Replace("'", "'\\''")}'";
}
