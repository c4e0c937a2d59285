using System.Text;
using KernelSplit.Foundation;

namespace KernelSplit.Footprint.Impact;

/// <summary>Reads which files a change touches: of a patch or mail, or of a list.</summary>
public static class TouchedFiles
{
    private const string StandardStream = "-";

    // Far more than any patch of Linux: the largest ones between two releases have 60 MB.
    private const int Largest = 256 << 20;

    /// <summary>
    /// What the user names: a file of the source, else a file with a patch or a list of files, <c>-</c> for one from
    /// standard input.
    /// </summary>
    /// <param name="named">As on the command line.</param>
    /// <param name="names">Knows the source.</param>
    /// <param name="input">Standard input.</param>
    /// <exception cref="InvalidInputException">It can't be read, or names no file.</exception>
    public static IReadOnlyList<TouchedFile> Read(string named, SourceNames names, Stream input)
    {
        if (named == StandardStream)
            return Parse("stdin", Text("stdin", input), names);
        if (names.Of(named) is { } path && names.IsThere(path))
            return [new TouchedFile(path, "--touches")];
        if (File.Exists(named))
        {
            using var file = File.OpenRead(named);
            return Parse(named, Text(named, file), names);
        }

        return names.Of(named) is { } absent
            ? [new TouchedFile(absent, "--touches")]
            : throw new InvalidInputException(named, "no such file, and no path within the kernel's source", "Paths begin at the source's top: drivers/net/...");
    }

    /// <summary>The files of a patch or a list.</summary>
    /// <param name="place">Its name, for messages.</param>
    /// <param name="text">Its text.</param>
    /// <param name="names">Knows the source.</param>
    /// <exception cref="InvalidInputException">It is damaged, or names no file.</exception>
    public static IReadOnlyList<TouchedFile> Parse(string place, string text, SourceNames names)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new InvalidInputException(place, "neither a patch nor a list of files: it is no text", "A compressed patch must be unpacked first");
        var lines = text.Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
        var files = PatchReader.IsPatch(lines) ? PatchReader.Read(place, lines, names) : ListReader.Read(place, lines, names);
        return files.Count > 0
            ? [.. files.GroupBy(file => file.Path).Select(same => same.FirstOrDefault(file => !file.MayBeAbsent) ?? same.First())]
            : throw new InvalidInputException(place, "names no files", "It should be a patch, or one path of the kernel's source a line");
    }

    private static string Text(string place, Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var text = new StringBuilder();
        var buffer = new char[1 << 16];
        while (reader.Read(buffer) is var read and > 0)
        {
            text.Append(buffer, 0, read);
            if (text.Length > Largest)
                throw new InvalidInputException(place, $"longer than {ByteSize.Format(Largest)}: no patch");
        }

        return text.ToString();
    }
}
