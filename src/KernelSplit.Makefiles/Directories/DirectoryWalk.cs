using System.Collections.Concurrent;

namespace KernelSplit.Makefiles.Directories;

/// <summary>Reads all directories that are listed from the top of a source, each once, on all processors.</summary>
internal static class DirectoryWalk
{
    /// <summary>The directories by path; the top's path is empty.</summary>
    public static Dictionary<string, DirectoryContent> Read(DirectoryReader reader, DirectoryContent top)
    {
        var found = new Dictionary<string, DirectoryContent>(StringComparer.Ordinal) { [top.Path] = top };
        var level = NotYetRead([top], found);
        while (level.Count > 0)
        {
            var read = new ConcurrentBag<DirectoryContent>();
            Parallel.ForEach(level, step => read.Add(reader.Read(step.Path, step.Lines[0].At)));
            foreach (var content in read)
                found[content.Path] = content;
            level = NotYetRead(read, found);
        }

        return found;
    }

    private static List<ListedObject> NotYetRead(
        IEnumerable<DirectoryContent> contents, Dictionary<string, DirectoryContent> found) =>
    [
        .. contents.OrderBy(content => content.Path, StringComparer.Ordinal)
            .SelectMany(content => content.Directories)
            .Where(step => !found.ContainsKey(step.Path))
            .DistinctBy(step => step.Path),
    ];
}
