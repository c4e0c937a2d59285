using KernelSplit.Makefiles.Evaluation;

namespace KernelSplit.Makefiles.Sources;

/// <summary>The files of a source by name, listed on first use.</summary>
internal sealed class SourceIndex
{
    private const int MaxNames = 3;

    private readonly string _source;
    private readonly Lazy<HashSet<string>> _files;
    private readonly Lazy<ILookup<string, string>> _byName;

    private readonly Lazy<ILookup<string, string>> _byStem;

    public SourceIndex(string source)
    {
        _source = source;
        // Symbolic links point to files that are listed anyway.
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
        };
        _files = new(() => Directory.EnumerateFiles(source, "*", options)
            .Select(path => Path.GetRelativePath(source, path)).ToHashSet(StringComparer.Ordinal));
        _byName = new(() => _files.Value.ToLookup(path => Path.GetFileName(path), StringComparer.Ordinal));
        _byStem = new(() => _files.Value
            .SelectMany(
                path => new[] { Path.GetFileName(path), Path.GetFileNameWithoutExtension(path) }.Distinct(),
                (path, stem) => (path, stem))
            .ToLookup(pair => pair.stem, pair => pair.path, StringComparer.Ordinal));
    }

    /// <summary>All files, relative to the top of the source.</summary>
    public IReadOnlySet<string> Files => _files.Value;

    /// <summary>The files with a name, whatever their last suffix.</summary>
    public IEnumerable<string> OfStem(string stem) => _byStem.Value[stem];

    /// <summary>
    /// The files whose path ends with a name such as <c>dc/dm_services.h</c>; of several, those with the most leading
    /// directories in common with the including file.
    /// </summary>
    public IReadOnlyList<string> EndingWith(string name, string near)
    {
        while (name.StartsWith("../", StringComparison.Ordinal) || name.StartsWith("./", StringComparison.Ordinal))
            name = name[(name.IndexOf('/') + 1)..];
        if (name.Length == 0 || SourcePath.Normalize(name) is not { Length: > 0 } suffix)
            return [];
        var fitting = _byName.Value[Path.GetFileName(suffix)]
            .Where(path => path == suffix || path.EndsWith("/" + suffix, StringComparison.Ordinal))
            .GroupBy(path => SharedDirectories(path, near))
            .MaxBy(group => group.Key);
        return fitting is null ? [] : [.. fitting.Order(StringComparer.Ordinal)];
    }

    /// <summary>Suggestions for a missing file: the same name elsewhere, or else a similar name nearby.</summary>
    public IReadOnlyList<string> Nearest(string file)
    {
        var name = Path.GetFileName(file);
        var same = _byName.Value[name].OrderByDescending(path => SharedDirectories(path, file))
            .ThenBy(path => path, StringComparer.Ordinal).Take(MaxNames).ToList();
        if (same.Count > 0 || name.Length == 0)
            return same;
        for (var parent = Path.GetDirectoryName(file); parent is not null; parent = Path.GetDirectoryName(parent))
        {
            var path = Path.Combine(_source, parent);
            if (!Directory.Exists(path))
                continue;
            var names = Directory.EnumerateFileSystemEntries(path).Select(entry => Path.GetFileName(entry));
            return Foundation.Nearest.To(name, names) is { } near
                ? [parent.Length == 0 ? near : $"{parent}/{near}"]
                : [];
        }

        return [];
    }

    private static int SharedDirectories(string one, string other)
    {
        var shared = 0;
        for (var i = 0; i < one.Length && i < other.Length && one[i] == other[i]; i++)
            shared += one[i] == '/' ? 1 : 0;
        return shared;
    }
}
