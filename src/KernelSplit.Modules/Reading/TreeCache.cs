using System.Text;
using KernelSplit.Foundation;
using KernelSplit.Modules.Caching;

namespace KernelSplit.Modules.Reading;

/// <summary>
/// Results of an earlier run on the same inputs, in one file of the cache. A module in a directory is only valid while
/// its file is unchanged (<see cref="FileStamp"/>); for archives, the state is part of the cache file's name.
/// </summary>
internal sealed class TreeCache
{
    private const int MostFiles = 32;

    private readonly string? _file;
    private readonly DateTimeOffset _started;
    private readonly Dictionary<string, CacheEntry> _entries;

    private TreeCache(string? file, DateTimeOffset started, Dictionary<string, CacheEntry> entries) =>
        (_file, _started, _entries) = (file, started, entries);

    /// <summary>No cache.</summary>
    public static TreeCache None { get; } = new(null, default, []);

    private static Guid Build => typeof(TreeCache).Module.ModuleVersionId;

    public IReadOnlyCollection<CacheEntry> Entries => _entries.Values;

    /// <summary>The cache of a directory.</summary>
    public static TreeCache OfDirectory(string cacheDirectory, string directory, TimeProvider clock) =>
        Load(Path.Combine(cacheDirectory, NameOf([Path.GetFullPath(directory)])), clock.GetUtcNow());

    /// <summary>The cache of archives in their current state.</summary>
    /// <exception cref="IOException">An archive can't be accessed.</exception>
    public static TreeCache OfArchives(string cacheDirectory, IReadOnlyList<string> archives, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var stamps = archives.Select(archive => FileStamp.OfTarget(Path.GetFullPath(archive), out _)).ToList();
        if (stamps.Any(stamp => !stamp.IsSettled(now)))
            return None;
        var name = NameOf(archives.Zip(stamps, (path, stamp) => $"{Path.GetFullPath(path)}\0{stamp}"));
        return Load(Path.Combine(cacheDirectory, name), now);
    }

    private static string NameOf(IEnumerable<string> parts) =>
        $"{Hash64.Of(Encoding.UTF8.GetBytes(string.Join('\0', parts)), seed: 0):x16}.modules";

    /// <summary>Empty if the file doesn't exist, is damaged, or was written by another build.</summary>
    private static TreeCache Load(string file, DateTimeOffset now) =>
        new(file, now, CacheFile.Read(file, Build) is { } content ? Parse(content) : []);

    /// <summary>Null if the file is not in the cache or has changed.</summary>
    public CacheEntry? Find(TreeFile file) => file switch
    {
        CacheEntry entry => entry,
        DiskFile disk when _entries.Count > 0 && _entries.GetValueOrDefault(file.Tree.ToString()) is { } entry
            && entry.Stamp == disk.Stamp => entry,
        _ => null,
    };

    /// <summary>
    /// Saves what was read, atomically. Failure to write is ignored.
    /// </summary>
    public void Save(IEnumerable<ReadFile> files)
    {
        if (_file is null)
            return;
        var body = new CacheWriter();
        var content = new CacheWriter();
        foreach (var file in files)
        {
            var stamp = (file.File as DiskFile)?.Stamp ?? default;
            if (!stamp.IsSettled(_started))
                continue;
            body.Text(file.File.Tree.Release);
            body.Text(file.File.Tree.Relative);
            body.Flags((byte)file.File.Kind);
            body.Text(file.File.Display);
            body.Stamp(stamp);
            content.Clear();
            file.WriteTo(content);
            body.Bytes(content.Content);
        }
        var names = new CacheWriter();
        names.Number(content.Names.Count);
        foreach (var name in content.Names)
            names.Text(name);
        CacheFile.Write(_file, Build, (byte[])[.. names.Content, .. body.Content], MostFiles);
    }

    private static Dictionary<string, CacheEntry> Parse(ReadOnlyMemory<byte> content)
    {
        var reader = new CacheReader(content, []);
        var names = new string[reader.Count()];
        for (var i = 0; i < names.Length; i++)
            names[i] = reader.Text();
        var entries = new Dictionary<string, CacheEntry>(StringComparer.Ordinal);
        while (!reader.IsAtEnd)
        {
            var tree = new TreePath(reader.Text(), reader.Text());
            var kind = (TreeFileKind)reader.Flags();
            entries[tree.ToString()] = new CacheEntry(tree, kind, reader.Text(), reader.Stamp(), reader.Bytes(), names);
        }
        return entries;
    }
}
