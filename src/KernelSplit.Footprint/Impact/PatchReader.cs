using System.Globalization;
using System.Text.RegularExpressions;
using KernelSplit.Foundation;

namespace KernelSplit.Footprint.Impact;

/// <summary>
/// Reads the files of unified diffs, as diff -u, git diff and git format-patch write them (GNU diffutils, "Detailed
/// Description of Unified Format"; git, Documentation/diff-generate-patch). Surrounding text of a mail is ignored.
/// </summary>
internal sealed partial class PatchReader
{
    private const string Nothing = "/dev/null";

    private readonly List<ChangedFile> _files = [];
    private readonly List<Diagnostic> _errors = [];
    private readonly string _place;
    private readonly string[] _lines;
    private readonly SourceNames _names;

    private PatchReader(string place, string[] lines, SourceNames names)
    {
        _place = place;
        _lines = lines;
        _names = names;
    }

    /// <summary>Whether any line can only be part of a patch.</summary>
    public static bool IsPatch(string[] lines) => Enumerable.Range(0, lines.Length)
        .Any(i => GitHeader().IsMatch(lines[i]) || IsFileHeader(lines, i) || HunkHeader().IsMatch(lines[i]));

    public static List<ChangedFile> Read(string place, string[] lines, SourceNames names)
    {
        var reader = new PatchReader(place, lines, names);
        reader.Read();
        reader._errors.RefuseErrors();
        return reader._files;
    }

    private void Read()
    {
        for (var i = 0; i < _lines.Length; i++)
        {
            var line = _lines[i];
            if (GitHeader().Match(line) is { Success: true } header)
                ReadGitHeader(header, i);
            else if (IsFileHeader(_lines, i))
                Add(PathIn(line), PathIn(_lines[++i]), i);
            else if (HunkHeader().Match(line) is { Success: true } hunk)
                i = SkipHunk(hunk, i);
        }
    }

    /// <summary>A file for which git shows no content: a rename, a mode change, a binary file.</summary>
    private void ReadGitHeader(Match header, int at)
    {
        var (from, to) = (header.Groups["from"].Value, header.Groups["to"].Value);
        var (isAdded, isRemoved) = (false, false);
        for (var i = at + 1; i < _lines.Length && !GitHeader().IsMatch(_lines[i]); i++)
        {
            // The ---/+++ lines follow and have all the information.
            if (IsFileHeader(_lines, i))
                return;
            var moved = Moved().Match(_lines[i]);
            if (moved.Groups["end"].Value == "from")
                from = moved.Groups["path"].Value;
            else if (moved.Success)
                to = moved.Groups["path"].Value;
            isAdded |= _lines[i].StartsWith("new file mode ", StringComparison.Ordinal);
            isRemoved |= _lines[i].StartsWith("deleted file mode ", StringComparison.Ordinal);
            if (!Extended().IsMatch(_lines[i]))
                break;
        }

        Add(isAdded ? Nothing : from, isRemoved ? Nothing : to, at);
    }

    private void Add(string from, string to, int at)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"{_place}:{at + 1}");
        var (former, next) = (NameOf(from, at), NameOf(to, at));
        if (former is null || next is null)
        {
            if ((former ?? next) is { } single)
                _files.Add(new ChangedFile(single, place, MayBeAbsent: true));
        }
        else if (former == next)
        {
            _files.Add(new ChangedFile(next, place));
        }
        else
        {
            // The source may be the one before or after the change.
            var there = new[] { former, next }.Where(_names.IsThere).ToList();
            _files.AddRange((there.Count > 0 ? there : [next]).Select(path => new ChangedFile(path, place)));
        }
    }

    private string? NameOf(string path, int at)
    {
        if (path == Nothing)
            return null;
        if (_names.Of(path) is { } name)
            return name;
        _errors.Add(
            Diagnostic.Error(_place, $"{path} is not in the kernel source", "Give a patch of the kernel", at + 1));
        return null;
    }

    /// <summary>Its lines may look like anything, even a file header, so they are counted.</summary>
    private int SkipHunk(Match hunk, int at)
    {
        var (removed, added) = (Count(hunk, "old"), Count(hunk, "new"));
        var i = at;
        while ((removed > 0 || added > 0) && ++i < _lines.Length)
        {
            var kind = _lines[i].Length == 0 ? ' ' : _lines[i][0];
            removed -= kind is ' ' or '-' ? 1 : 0;
            added -= kind is ' ' or '+' ? 1 : 0;
            if (kind is not (' ' or '-' or '+' or '\\'))
                break;
        }

        if (removed > 0 || added > 0)
        {
            _errors.Add(Diagnostic.Error(
                _place, "the patch is truncated or damaged in this hunk", "Use the complete patch", at + 1));
        }

        return i;
    }

    private static int Count(Match hunk, string group) =>
        hunk.Groups[group] is { Success: true, Value: var digits } ? int
            .TryParse(digits, CultureInfo.InvariantCulture, out var count) ? count : int.MaxValue : 1;

    private static bool IsFileHeader(string[] lines, int i) =>
        lines[i].StartsWith("--- ", StringComparison.Ordinal) && i + 1 < lines.Length && lines[i + 1].StartsWith(
            "+++ ", StringComparison.Ordinal);

    /// <summary>The name may be followed by a tab and a time.</summary>
    private static string PathIn(string line) => line[4..].Split('\t')[0].Trim().Trim('"');

    [GeneratedRegex("^diff --git \"?(?<from>.+?)\"? \"?(?<to>[^ \"]+)\"?$", RegexOptions.CultureInvariant)]
    private static partial Regex GitHeader();

    [GeneratedRegex(@"^@@ -\d+(,(?<old>\d+))? \+\d+(,(?<new>\d+))? @@", RegexOptions.CultureInvariant)]
    private static partial Regex HunkHeader();

    [GeneratedRegex(@"^(rename|copy) (?<end>from|to) (?<path>.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Moved();

    [GeneratedRegex(
        @"^(old mode|new mode|new file mode|deleted file mode|similarity index|dissimilarity index|"
        + @"rename|copy|index|Binary files|GIT binary patch)\b",
        RegexOptions.CultureInvariant)]
    private static partial Regex Extended();
}
