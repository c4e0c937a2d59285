using KernelSplit.Makefiles.Evaluation;

namespace KernelSplit.Makefiles.Sources;

/// <summary>The files of a source by name, listed only when a question needs all of them.</summary>
internal sealed class SourceIndex
{
    private const int MostNames = 3;

    private readonly string _source;
    private readonly Lazy<HashSet<string>> _files;
    private readonly Lazy<ILookup<string, string>> _byName;

    private readonly Lazy<ILookup<string, string>> _byStem;

    public SourceIndex(string source)
    {
        _source = source;
        // Symbolic links lead to files that are listed anyway.
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        _files = new(() => Directory.EnumerateFiles(source, "*", options)
            .Select(path => Path.GetRelativePath(source, path)).ToHashSet(StringComparer.Ordinal));
        _byName = new(() => _files.Value.ToLookup(path => Path.GetFileName(path), StringComparer.Ordinal));
        _byStem = new(() => _files.Value
            .SelectMany(path => new[] { Path.GetFileName(path), Path.GetFileNameWithoutExtension(path) }.Distinct(), (path, stem) => (path, stem))
            .ToLookup(pair => pair.stem, pair => pair.path, StringComparer.Ordinal));
    }

    /// <summary>All files, relative to the source's top.</summary>
    public IReadOnlySet<string> Files => _files.Value;

    /// <summary>The files of a name, whatever their last suffix.</summary>
    public IEnumerable<string> OfStem(string stem) => _byStem.Value[stem];

    /// <summary>
    /// The files whose path ends with a name such as <c>dc/dm_services.h</c>; of several, those that share the longest
    /// way from the top with the file that asks.
    /// </summary>
    public IReadOnlyList<string> EndingWith(string name, string near)
    {
        while (name.StartsWith("../", StringComparison.Ordinal) || name.StartsWith("./", StringComparison.Ordinal))
            name = name[(name.IndexOf('/') + 1)..];
        if (name.Length == 0 || SourcePath.Normalize(name) is not { Length: > 0 } suffix)
            return [];
        var fitting = _byName.Value[Path.GetFileName(suffix)]
            .Where(path => path == suffix || path.EndsWith("/" + suffix, StringComparison.Ordinal))
            .GroupBy(path => SharedFolders(path, near))
            .MaxBy(group => group.Key);
        return fitting is null ? [] : [.. fitting.Order(StringComparer.Ordinal)];
    }

    /// <summary>Files that may be meant by one that isn't there: of the same name elsewhere, else of a like name nearby.</summary>
    public IReadOnlyList<string> Nearest(string file)
    {
        var name = Path.GetFileName(file);
        var same = _byName.Value[name].OrderByDescending(path => SharedFolders(path, file)).ThenBy(path => path, StringComparer.Ordinal).Take(MostNames).ToList();
        if (same.Count > 0 || name.Length == 0)
            return same;
        for (var folder = Path.GetDirectoryName(file); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var path = Path.Combine(_source, folder);
            if (!Directory.Exists(path))
                continue;
            var names = Directory.EnumerateFileSystemEntries(path).Select(entry => Path.GetFileName(entry));
            return Foundation.Nearest.To(name, names) is { } near ? [folder.Length == 0 ? near : $"{folder}/{near}"] : [];
        }

        return [];
    }

    private static int SharedFolders(string one, string other)
    {
        var shared = 0;
        for (var i = 0; i < one.Length && i < other.Length && one[i] == other[i]; i++)
            shared += one[i] == '/' ? 1 : 0;
        return shared;
    }
}
