using KernelSplit.Foundation;
using KernelSplit.Modules.Reading;

namespace KernelSplit.Modules;

/// <summary>Reads a kernel's modules in place; nothing is unpacked to disk.</summary>
public static class ModuleTreeReader
{
    /// <param name="inputs">
    /// A directory that contains [usr/]lib/modules/RELEASE or is such a directory, a .deb, a tarball, or one or several
    /// .rpm of one kernel.
    /// </param>
    /// <param name="progress">Called after each module, from any thread, one at a time.</param>
    /// <param name="cacheDirectory">
    /// Where to cache what was read from a tree with compressed modules; null for no cache.
    /// </param>
    /// <param name="detail">How much of each file is read.</param>
    /// <param name="clock">
    /// Decides whether a file has been unchanged for long enough to be cached; the system's clock if null.
    /// </param>
    /// <param name="cancellation">Stops reading after the current modules.</param>
    /// <exception cref="InvalidInputException">
    /// An input is missing or damaged, there is no module or more than one kernel, or a module exists twice. A single
    /// module that can't be read is an error in <see cref="ModuleTree.Diagnostics"/> instead.
    /// </exception>
    /// <exception cref="MissingLibraryException">Modules or archive are compressed as only liblzma reads
    /// it.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ModuleTree Read(
        IReadOnlyList<string> inputs,
        IProgress<ModuleReadProgress>? progress = null,
        string? cacheDirectory = null,
        ModuleDetail detail = ModuleDetail.Facts,
        TimeProvider? clock = null,
        CancellationToken cancellation = default)
    {
        try
        {
            // Entries without it can't be used with it.
            var cache = detail == ModuleDetail.Code && cacheDirectory is not null
                ? Path.Combine(cacheDirectory, "code")
                : cacheDirectory;
            var input = TreeInput.Open(inputs, cache, clock ?? TimeProvider.System, cancellation);
            var builder = new TreeBuilder(input, progress);
            ForEach(input.Files, builder, detail, cancellation);
            var tree = builder.Build();
            if (builder.IsWorthKeeping)
                input.Cache.Save(builder.Files);
            return tree;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(string.Join(", ", inputs), e.Message);
        }
    }

    /// <summary>
    /// Each thread takes the next file when it is idle: an archive, which only one thread at a time can read, is then
    /// never further ahead than there are threads, however large it is.
    /// </summary>
    private static void ForEach(
        IEnumerable<TreeFile> files, TreeBuilder builder, ModuleDetail detail, CancellationToken cancellation)
    {
        using var queue = files.GetEnumerator();
        var pool = new StringPool();
        Workers.Run(() => ReadFrom(queue, builder, new ModuleParser(pool, detail), cancellation));
    }

    private static void ReadFrom(
        IEnumerator<TreeFile> queue, TreeBuilder builder, ModuleParser parser, CancellationToken cancellation)
    {
        var share = new List<TreeFile>();
        do
        {
            cancellation.ThrowIfCancellationRequested();
            share.Clear();
            lock (queue)
                TakeShare(queue, share);
            foreach (var file in share)
                builder.Add(file, parser);
        }
        while (share.Count > 0);
    }

    /// <summary>
    /// Several uncompressed files at once: taking the lock for each would take longer than reading it.
    /// </summary>
    private static void TakeShare(IEnumerator<TreeFile> queue, List<TreeFile> share)
    {
        const int PlainFiles = 16;
        while (share.Count < PlainFiles && queue.MoveNext())
        {
            share.Add(queue.Current);
            if (!queue.Current.IsPlain)
                return;
        }
    }
}
