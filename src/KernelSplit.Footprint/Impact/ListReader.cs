using KernelSplit.Foundation;

namespace KernelSplit.Footprint.Impact;

/// <summary>Reads a list of files: one a line, spaces around, comments behind <c>#</c>.</summary>
internal static class ListReader
{
    public static List<TouchedFile> Read(string place, string[] lines, SourceNames names)
    {
        var files = new List<TouchedFile>();
        var errors = new List<Diagnostic>();
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Split('#', 2)[0].Trim().TrimStart('\uFEFF');
            if (line.Length == 0)
                continue;
            if (line.Any(char.IsWhiteSpace))
                errors.Add(Diagnostic.Error(place, $"\"{line}\" is no path", "One path of the kernel's source a line; or is it a patch without its ---/+++ lines?", i + 1));
            else if (names.Of(line) is { } path)
                files.Add(new TouchedFile(path, $"{place}:{i + 1}"));
            else
                errors.Add(Diagnostic.Error(place, $"{line} is not in the kernel's source", "Paths begin at the source's top: drivers/net/...", i + 1));
        }

        errors.RefuseErrors();
        return files;
    }
}
