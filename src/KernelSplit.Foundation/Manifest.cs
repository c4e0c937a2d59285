using System.Globalization;
using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;

namespace KernelSplit.Foundation;

/// <summary>
/// The files of a directory in the cache with their digests, in a file beside it. It tells whether the directory still
/// is what was made for its key.
/// </summary>
/// <param name="Name">The stage and the key.</param>
/// <param name="Files">Regular files and symbolic links, sorted by path.</param>
internal sealed record Manifest(string Name, IReadOnlyList<ManifestFile> Files)
{
    private const string Version = "kernelsplit manifest 1";

    // Up to this size, every byte is compared; of a larger directory, that which changed by its ctime.
    private const long WorthReading = 256 * 1024 * 1024;

    public long Size => Files.Sum(file => file.Stamp.Size);

    public static string PathFor(string directory) => directory + ".manifest";

    public static Manifest Of(string name, string directory) => new(name, [
        .. Entries(directory).AsParallel().AsOrdered().Select(path => ManifestFile.Read(directory, path))]);

    /// <returns>Null if it doesn't exist or is damaged.</returns>
    public static Manifest? Read(string directory)
    {
        try
        {
            var parts = File.ReadAllText(PathFor(directory)).Split('\0');
            if (parts.Length < 3 || parts[0] != Version || parts[^1] != Digest(parts[..^1]))
                return null;
            return new Manifest(parts[1], [.. parts[2..^1].Select(ManifestFile.Parse)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Write(string directory)
    {
        string[] parts = [Version, Name, .. Files.Select(file => file.ToString())];
        AtomicFile.Write(PathFor(directory), string.Join('\0', [.. parts, Digest(parts)]));
    }

    /// <summary>Compares the directory with its manifest.</summary>
    /// <returns>
    /// The path that differs, if one does; and whether files have other time stamps, as after a cache was copied.
    /// </returns>
    public (string? Damage, bool IsCopy) Compare(string directory)
    {
        var paths = Entries(directory);
        var known = Files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        if (paths.Find(path => !known.Remove(path)) is { } unexpected)
            return (unexpected, false);
        if (known.Count > 0)
            return (known.Order(StringComparer.Ordinal).First(), false);
        var changed = Files.AsParallel().AsOrdered().Where(file => !file.HasSameStamp(directory)).ToList();
        var toRead = Size <= WorthReading ? Files : changed;
        var damage = toRead.AsParallel().AsOrdered().FirstOrDefault(file => !file.HasSameContent(directory));
        return (damage?.Path, changed.Count > 0);
    }

    private static List<string> Entries(string directory)
    {
        var found = new FileSystemEnumerable<string>(
            directory, (ref entry) => Path.GetRelativePath(directory, entry.ToFullPath()),
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        {
            ShouldRecursePredicate = (ref entry) => !IsLink(ref entry) && !IsByproduct(entry.FileName),
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory || IsLink(ref entry),
        };
        return [.. found.Order(StringComparer.Ordinal)];
    }

    private static bool IsLink(ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) != 0;

    /// <summary>What Python leaves in a kernel source whose scripts ran.</summary>
    private static bool IsByproduct(ReadOnlySpan<char> name) => name is "__pycache__";

    private static string Digest(string[] parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))));
}

/// <summary>One of them.</summary>
/// <param name="Path">In the directory.</param>
/// <param name="Digest">The SHA-256 of its content, or a link's target.</param>
/// <param name="Stamp">Its state when the digest was made.</param>
internal sealed record ManifestFile(string Path, string Digest, FileStamp Stamp)
{
    public static ManifestFile Read(string directory, string path)
    {
        var file = System.IO.Path.Combine(directory, path);
        var stamp = FileStamp.Of(file, out var type);
        return new ManifestFile(path, DigestOf(file, type), stamp);
    }

    public static ManifestFile Parse(string text)
    {
        var fields = text.Split(' ', 7);
        return new ManifestFile(fields[6], fields[0], new FileStamp(
            ulong.Parse(fields[1], CultureInfo.InvariantCulture), ulong.Parse(fields[2], CultureInfo.InvariantCulture),
            Number(3), Number(4), Number(5)));

        long Number(int field) => long.Parse(fields[field], CultureInfo.InvariantCulture);
    }

    public bool HasSameStamp(string directory) => Try(() =>
        FileStamp.Of(System.IO.Path.Combine(directory, Path), out _) == Stamp);

    public bool HasSameContent(string directory) => Try(() =>
    {
        var file = System.IO.Path.Combine(directory, Path);
        var stamp = FileStamp.Of(file, out var type);
        return stamp.Size == Stamp.Size && DigestOf(file, type) == Digest;
    });

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Digest} {Stamp.Device} {Stamp.Inode} {Stamp.Size} {Stamp.Changed} {Stamp.Modified} {Path}");

    private static bool Try(Func<bool> test)
    {
        try
        {
            return test();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string DigestOf(string file, FileType type)
    {
        switch (type)
        {
            case FileType.Link:
                return "link:" + Convert.ToHexStringLower(Encoding.UTF8.GetBytes(new FileInfo(file).LinkTarget ?? ""));
            case FileType.Regular:
                using (var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 0))
                    return Convert.ToHexStringLower(SHA256.HashData(content));
            default:
                return "special";
        }
    }
}
