using KernelSplit.Foundation;

namespace KernelSplit.Cli.Output;

/// <summary>A report requested by the user: <c>md=comment.md</c>.</summary>
/// <param name="Format">One of the formats that the command offers.</param>
/// <param name="File">The file to write, - for standard output.</param>
internal sealed record ReportOutput(string Format, string File)
{
    /// <exception cref="InvalidInputException">
    /// It isn't FORMAT=FILE, there is no such format, or two reports have the same file.
    /// </exception>
    public static IReadOnlyList<ReportOutput> Parse(IReadOnlyList<string> texts, IReadOnlyCollection<string> formats)
    {
        var outputs =
            texts.Select(text => text.Split('=', 2) is [var format, { Length: > 0 } file] && formats.Contains(format)
            ? new ReportOutput(format, file)
            : throw new InvalidInputException(
                "--output", $"\"{text}\" is not a report", $"Use FORMAT=FILE with one of {string.Join(", ", formats)}"))
            .ToList();
        return outputs.GroupBy(output => output.File).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw new InvalidInputException("--output", $"two reports have the same file {twice.Key}")
            : outputs;
    }

    public void Write(string text)
    {
        if (File == "-")
            Console.Out.Write(text);
        else
            AtomicFile.Write(File, text);
    }
}
