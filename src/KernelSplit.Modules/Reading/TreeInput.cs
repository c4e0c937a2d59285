using KernelSplit.Foundation;
using KernelSplit.Modules.Caching;

namespace KernelSplit.Modules.Reading;

/// <summary>What a user named, directory or archives.</summary>
/// <param name="Display">As the user named it.</param>
/// <param name="Files">The files in it.</param>
/// <param name="Total">How many modules there are, once that is known.</param>
/// <param name="Cache">What an earlier run read.</param>
internal sealed record TreeInput(string Display, IEnumerable<TreeFile> Files, Func<int?> Total, TreeCache Cache)
{
    /// <param name="inputs">As the user named them.</param>
    /// <param name="cacheFolder">Where to look for what an earlier run read; nowhere for nothing.</param>
    /// <param name="clock">Tells whether a file has been as it is for long enough.</param>
    /// <param name="cancellation">Ends the reading of an archive.</param>
    /// <exception cref="InvalidInputException">An input is missing, or there are several that are not all .rpm or all .deb.</exception>
    public static TreeInput Open(IReadOnlyList<string> inputs, string? cacheFolder, TimeProvider clock, CancellationToken cancellation)
    {
        Check(inputs);
        var display = string.Join(", ", inputs);
        if (inputs is [var directory] && Directory.Exists(directory))
        {
            var known = cacheFolder is null ? TreeCache.None : TreeCache.OfDirectory(cacheFolder, directory, clock);
            var found = new DirectoryFiles(directory);
            return new TreeInput(display, found.Find(), () => found.Total, known);
        }
        var cache = cacheFolder is null ? TreeCache.None : TreeCache.OfArchives(cacheFolder, inputs, clock);
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
            throw new InvalidInputException(other, "only packages of one kind, .rpm or .deb, can be read several at once");
    }
}
