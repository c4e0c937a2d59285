using System.Text;
using KernelSplit.Foundation;

namespace KernelSplit.Footprint.Impact;

/// <summary>Reads the files of a change, from a patch, a mail or a list.</summary>
public static class ChangedFiles
{
    private const string StandardStream = "-";

    // The largest patches between two releases have 60 MB.
    private const int Largest = 256 << 20;

    /// <summary>
    /// Reads what the user gave: a file of the source, or else a patch or a list of files, <c>-</c> for one of these on
    /// standard input.
    /// </summary>
    /// <param name="named">As on the command line.</param>
    /// <param name="names">The paths of the source.</param>
    /// <param name="input">Standard input.</param>
    /// <exception cref="InvalidInputException">It can't be read, or contains no file.</exception>
    public static IReadOnlyList<ChangedFile> Read(string named, SourceNames names, Stream input)
    {
        if (named == StandardStream)
            return Parse("stdin", Text("stdin", input), names);
        if (names.Of(named) is { } path && names.IsThere(path))
            return [new ChangedFile(path, "--touches")];
        if (File.Exists(named))
        {
            using var file = File.OpenRead(named);
            return Parse(named, Text(named, file), names);
        }

        return names.Of(named) is { } absent
            ? [new ChangedFile(absent, "--touches")]
            : throw new InvalidInputException(
                named, "no such file, and not a path in the kernel source",
                "Paths are relative to its top: drivers/net/...");
    }

    /// <summary>The files of a patch or a list.</summary>
    /// <param name="place">Its name in messages.</param>
    /// <param name="text">Its text.</param>
    /// <param name="names">The paths of the source.</param>
    /// <exception cref="InvalidInputException">It is damaged, or contains no file.</exception>
    public static IReadOnlyList<ChangedFile> Parse(string place, string text, SourceNames names)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new InvalidInputException(
                place, "binary data, not a patch or a list of files", "Decompress a compressed patch first");
        }

        var lines = text.Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
        var files =
            PatchReader.IsPatch(lines) ? PatchReader.Read(place, lines, names) : ListReader.Read(place, lines, names);
        return files.Count > 0
            ? [.. files.GroupBy(file => file.Path)
                .Select(same => same.FirstOrDefault(file => !file.MayBeAbsent) ?? same.First())]
            : throw new InvalidInputException(
                place, "contains no files", "Give a patch, or one path of the kernel source per line");
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
                throw new InvalidInputException(place, $"larger than {ByteSize.Format(Largest)}, so not a patch");
        }

        return text.ToString();
    }
}
