using System.Text;

namespace KernelSplit.Acceptance;

/// <summary>The first difference between what two confs printed and wrote.</summary>
internal static class ConfDifference
{
    /// <summary>Null when there is none.</summary>
    public static string? Of((Ended Ended, string Directory) theirs, (Ended Ended, string Directory) ours)
    {
        if (ours.Ended.ExitCode != theirs.Ended.ExitCode)
            return $"exit status {ours.Ended.ExitCode} instead of {theirs.Ended.ExitCode}\n{theirs.Ended.Errors}";
        return OfText("standard output", theirs.Ended.Output, ours.Ended.Output)
            ?? OfText("standard error", theirs.Ended.Errors, ours.Ended.Errors)
            ?? OfFiles(Contents(theirs.Directory), Contents(ours.Directory));
    }

    private static string? OfFiles(SortedDictionary<string, string> theirs, SortedDictionary<string, string> ours) =>
        OfText("list of files", string.Join('\n', theirs.Keys), string.Join('\n', ours.Keys))
            ?? theirs.Keys.Select(name => OfText(name, theirs[name], ours[name])).OfType<string>().FirstOrDefault();

    private static string? OfText(string what, string theirs, string ours)
    {
        if (ours == theirs)
            return null;
        var (left, right) = (theirs.Split('\n'), ours.Split('\n'));
        var line = 0;
        while (line < left.Length && line < right.Length && left[line] == right[line])
            line++;
        return $"{what}, line {line + 1}:\n  theirs: {Visible(left, line)}\n  ours:   {Visible(right, line)}";
    }

    private static string Visible(string[] lines, int line) => string.Concat(
        (lines.ElementAtOrDefault(line) ?? "(end)").Select(c => c is >= ' ' and < '\x7f' ? $"{c}" : $"\\x{(int)c:x2}"));

    private static SortedDictionary<string, string> Contents(string directory) => new(
        Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).ToDictionary(
            file => Path.GetRelativePath(directory, file), file => File.ReadAllText(file, Encoding.Latin1)),
        StringComparer.Ordinal);
}
