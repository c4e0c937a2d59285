using KernelSplit.Foundation;

namespace KernelSplit.Modules.Reading;

/// <summary>The user's input: a directory or archives.</summary>
/// <param name="Display">As the user named it.</param>
/// <param name="Files">The files of the tree in it.</param>
/// <param name="Total">The number of modules, once it is known.</param>
/// <param name="Cache">The results of an earlier run.</param>
internal sealed record TreeInput(string Display, IEnumerable<TreeFile> Files, Func<int?> Total, TreeCache Cache)
{
    /// <param name="inputs">As the user named them.</param>
    /// <param name="cacheDirectory">Where to look for results of an earlier run; null for no cache.</param>
    /// <param name="clock">Decides whether a file has been unchanged for long enough.</param>
    /// <param name="cancellation">Stops reading an archive.</param>
    /// <exception cref="InvalidInputException">An input is missing, or there are several that are not all .rpm or all
    /// .deb.</exception>
    public static TreeInput Open(
        IReadOnlyList<string> inputs, string? cacheDirectory, TimeProvider clock, CancellationToken cancellation)
    {
        Check(inputs);
        var display = string.Join(", ", inputs);
        if (inputs is [var directory] && Directory.Exists(directory))
        {
            var known = cacheDirectory is null
                ? TreeCache.None
                : TreeCache.OfDirectory(cacheDirectory, directory, clock);
            var found = new DirectoryFiles(directory);
            return new TreeInput(display, found.Find(), () => found.Total, known);
        }
        var cache = cacheDirectory is null ? TreeCache.None : TreeCache.OfArchives(cacheDirectory, inputs, clock);
        var files = cache.Entries.Count > 0
            ? cache.Entries
            : inputs.SelectMany(input => ArchiveFiles.Read(input, cancellation));
        return new TreeInput(display, files, () => null, cache);
    }

    private static void Check(IReadOnlyList<string> inputs)
    {
        if (inputs.Count == 0)
            throw new InvalidInputException("input", "no module tree, package or tarball given");
        var missing = inputs
            .Where(input => !Path.Exists(input))
            .Select(input => Diagnostic.Error(input, "no such file or directory"))
            .ToList();
        if (missing.Count > 0)
            throw new InvalidInputException(missing);
        Func<string, bool> isOfThatKind = ArchiveFiles.IsRpm(inputs[0]) ? ArchiveFiles.IsRpm : ArchiveFiles.IsDeb;
        if (inputs.Count > 1 && inputs.FirstOrDefault(input => !isOfThatKind(input)) is { } other)
            throw new InvalidInputException(other, "several inputs must all be .rpm or all .deb");
    }
}
