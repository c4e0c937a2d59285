using KernelSplit.Foundation;
using KernelSplit.Host.Processes;
using KernelSplit.Modules.Compression;
using SharpCompress.Archives;
using SharpCompress.Common;
using SharpCompress.Readers;

namespace KernelSplit.Building.Sources;

/// <summary>
/// Unpacks a source without its top directory: a tarball in any compression, a zip as the forges offer it, or a 7z.
/// </summary>
internal static class SourceArchive
{
    // inode(7): the type of file in the upper 16 bits of what zip and 7z call attributes.
    private const int TypeMask = 0xF000;
    private const int SymbolicLink = 0xA000;
    private const int Executable = 0x49;

    /// <exception cref="InvalidInputException">It is damaged, or names files outside of itself.</exception>
    public static async Task Unpack(string archive, string directory, Action<string> onLine, CancellationToken cancellation)
    {
        try
        {
            if (IsZipOr7z(archive))
                Extract(archive, directory, cancellation);
            else
                await Untar(archive, directory, onLine, cancellation);
        }
        catch (Exception e) when (e is InvalidDataException or SharpCompressException)
        {
            throw new InvalidInputException(archive, e.Message, "A source is a tarball, a zip or a 7z");
        }
        catch (ToolFailedException e)
        {
            throw new InvalidInputException(archive, $"tar can't unpack it: {string.Join(" ", e.LastLines.Take(1))}", "Download it again");
        }
    }

    /// <summary>tar itself writes the files: it lets none get out of the directory, by whatever links.</summary>
    private static async Task Untar(string archive, string directory, Action<string> onLine, CancellationToken cancellation)
    {
        using var content = DecompressedFile.Open(archive);
        var tar = new ToolCall("tar", "--extract", "--directory", directory, "--strip-components=1", "--no-same-owner")
        {
            Input = content,
        };
        await Tool.Run(tar, onLine, cancellation);
    }

    private static bool IsZipOr7z(string archive)
    {
        Span<byte> start = stackalloc byte[4];
        using var file = File.OpenRead(archive);
        _ = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return start.SequenceEqual("PK\u0003\u0004"u8) || start.SequenceEqual((ReadOnlySpan<byte>)[0x37, 0x7A, 0xBC, 0xAF]);
    }

    /// <summary>Links come last, so that no file is written through one.</summary>
    private static void Extract(string archive, string directory, CancellationToken cancellation)
    {
        var links = new List<(string Path, string Target)>();
        using var opened = ArchiveFactory.OpenArchive(archive, new ReaderOptions());
        foreach (var (entry, open) in Entries(opened))
        {
            cancellation.ThrowIfCancellationRequested();
            if (entry.IsDirectory || PathBelow(directory, entry.Key ?? "") is not { } path)
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var content = open();
            var mode = (entry.Attrib ?? 0) >>> 16;
            if ((mode & TypeMask) == SymbolicLink)
            {
                using var target = new StreamReader(content);
                links.Add((path, target.ReadToEnd()));
                continue;
            }

            using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
                content.CopyTo(file);
            if ((mode & Executable) != 0)
                File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute | UnixFileMode.GroupExecute);
            if (entry.LastModifiedTime is { } time)
                File.SetLastWriteTime(path, time);
        }

        foreach (var (path, target) in links)
            File.CreateSymbolicLink(path, target);
    }

    /// <summary>A 7z can only be read from its start to its end.</summary>
    private static IEnumerable<(IEntry Entry, Func<Stream> Open)> Entries(IArchive archive)
    {
        if (archive.Type != ArchiveType.SevenZip)
        {
            foreach (var entry in archive.Entries)
                yield return (entry, entry.OpenEntryStream);
            yield break;
        }

        using var reader = archive.ExtractAllEntries();
        while (reader.MoveToNextEntry())
            yield return (reader.Entry, reader.OpenEntryStream);
    }

    /// <returns>Null for what is not below a top directory.</returns>
    /// <exception cref="InvalidDataException">The name leads out of the directory.</exception>
    private static string? PathBelow(string directory, string name)
    {
        var parts = name.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (name.StartsWith('/') || parts.Contains("..") || name.Contains('\0') || name.Contains('\\'))
            throw new InvalidDataException($"it has a file that leads out of it: {PlainText.Of(name)}");
        return parts.Length < 2 ? null : Path.Combine([directory, .. parts[1..]]);
    }
}
