using KernelSplit.Foundation;

namespace KernelSplit.Footprint.Impact;

/// <summary>Reads a list of files: one per line, surrounding spaces ignored, comments after <c>#</c>.</summary>
internal static class ListReader
{
    public static List<ChangedFile> Read(string place, string[] lines, SourceNames names)
    {
        var files = new List<ChangedFile>();
        var errors = new List<Diagnostic>();
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Split('#', 2)[0].Trim().TrimStart('\uFEFF');
            if (line.Length == 0)
                continue;
            if (line.Any(char.IsWhiteSpace))
            {
                errors.Add(Diagnostic.Error(
                    place, $"\"{line}\" is not a path",
                    "Give one path of the kernel source per line, or a patch with its ---/+++ lines", i + 1));
            }
            else if (names.Of(line) is { } path)
                files.Add(new ChangedFile(path, $"{place}:{i + 1}"));
            else
            {
                errors.Add(Diagnostic.Error(
                    place, $"{line} is not in the kernel source", "Paths are relative to its top: drivers/net/...", i
                        + 1));
            }
        }

        errors.RefuseErrors();
        return files;
    }
}
