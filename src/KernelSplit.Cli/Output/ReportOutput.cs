using KernelSplit.Foundation;

namespace KernelSplit.Cli.Output;

/// <summary>One of the reports that a user asks for: <c>md=comment.md</c>.</summary>
/// <param name="Format">One of those that the command offers.</param>
/// <param name="File">Where it goes, - for standard output.</param>
internal sealed record ReportOutput(string Format, string File)
{
    /// <exception cref="InvalidInputException">It isn't FORMAT=FILE, there is no such format, or two go to one place.</exception>
    public static IReadOnlyList<ReportOutput> Parse(IReadOnlyList<string> texts, IReadOnlyCollection<string> formats)
    {
        var outputs = texts.Select(text => text.Split('=', 2) is [var format, { Length: > 0 } file] && formats.Contains(format)
            ? new ReportOutput(format, file)
            : throw new InvalidInputException("--output", $"\"{text}\" is no report", $"Write FORMAT=FILE; the formats are {string.Join(", ", formats)}")).ToList();
        return outputs.GroupBy(output => output.File).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw new InvalidInputException("--output", $"two reports go to {twice.Key}")
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
