using System.Buffers.Binary;
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
    private static readonly byte[] Magic = [.. "kernelsplit modules\0"u8, .. Version];

    // File system timestamps are coarse: a file that changed this recently may change again unnoticed.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);
    private const int MostFiles = 32;

    private readonly string? _file;
    private readonly DateTimeOffset _started;
    private readonly Dictionary<string, CacheEntry> _entries;

    private TreeCache(string? file, DateTimeOffset started, Dictionary<string, CacheEntry> entries) =>
        (_file, _started, _entries) = (file, started, entries);

    /// <summary>No cache.</summary>
    public static TreeCache None { get; } = new(null, default, []);

    /// <summary>A cache is only valid for this build: another one may parse modules differently.</summary>
    private static byte[] Version => typeof(TreeCache).Module.ModuleVersionId.ToByteArray();

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
        if (stamps.Any(stamp => !IsSettled(stamp, now)))
            return None;
        var name = NameOf(archives.Zip(stamps, (path, stamp) => $"{Path.GetFullPath(path)}\0{stamp}"));
        return Load(Path.Combine(cacheDirectory, name), now);
    }

    private static string NameOf(IEnumerable<string> parts) =>
        $"{Hash64.Of(Encoding.UTF8.GetBytes(string.Join('\0', parts)), seed: 0):x16}.modules";

    /// <summary>Empty if the file doesn't exist, is damaged, or was written by another build.</summary>
    private static TreeCache Load(string file, DateTimeOffset now) => new(file, now, ReadEntries(file));

    private static Dictionary<string, CacheEntry> ReadEntries(string file)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
        var headSize = Magic.Length + sizeof(ulong);
        if (bytes.Length < headSize || !bytes.AsSpan().StartsWith(Magic))
            return [];
        var content = bytes.AsMemory(headSize);
        var checksum = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(Magic.Length));
        return Checksum(file, content.Span) == checksum ? Parse(content) : [];
    }

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
            if (!IsSettled(stamp, _started))
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
        TryIgnoringFailure(() => Write(_file, [.. names.Content, .. body.Content]));
    }

    /// <summary>With the name: a file of another tree is as good as a damaged one.</summary>
    private static ulong Checksum(string file, ReadOnlySpan<byte> content) =>
        Hash64.Of(content, Hash64.Of(Encoding.UTF8.GetBytes(Path.GetFileName(file)), seed: 0));

    private static bool IsSettled(FileStamp stamp, DateTimeOffset now) =>
        stamp.Changed < (now - Settled - DateTimeOffset.UnixEpoch).Ticks * 100;

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

    private static void Write(string file, byte[] content)
    {
        AtomicFile.WriteUnsynced(file, stream =>
        {
            stream.Write(Magic);
            Span<byte> checksum = stackalloc byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64LittleEndian(checksum, Checksum(file, content));
            stream.Write(checksum);
            stream.Write(content);
        });
        var directory = new DirectoryInfo(Path.GetDirectoryName(file)!);
        var caches = directory.GetFiles("*.modules").OrderByDescending(cache => cache.LastWriteTimeUtc);
        foreach (var old in caches.Skip(MostFiles))
            old.Delete();
    }

    private static void TryIgnoringFailure(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next run reads the tree again.
        }
    }
}
