using KernelSplit.Foundation;
using KernelSplit.Host.Processes;
using KernelSplit.Modules.Compression;
using SharpCompress.Archives.Zip;
using SharpCompress.Common;
using SharpCompress.Readers;

namespace KernelSplit.Building.Sources;

/// <summary>
/// Unpacks a source without its top directory: a tarball in any compression, or a zip as offered by forges.
/// </summary>
internal static class SourceArchive
{
    // inode(7): the type of file in the upper 16 bits of what zip calls external attributes.
    private const int TypeMask = 0xF000;
    private const int SymbolicLink = 0xA000;
    private const int Executable = 0x49;

    /// <exception cref="InvalidInputException">It is damaged, or contains paths outside of it.</exception>
    public static async Task Unpack(
        string archive, string directory, Action<string> onLine, CancellationToken cancellation)
    {
        try
        {
            if (IsZip(archive))
                Extract(archive, directory, cancellation);
            else
                await Untar(archive, directory, onLine, cancellation);
        }
        catch (Exception e) when (e is InvalidDataException or SharpCompressException)
        {
            throw new InvalidInputException(archive, e.Message, "Give a source directory, a tarball or a zip");
        }
        catch (ToolFailedException e)
        {
            throw new InvalidInputException(
                archive, $"tar can't unpack it: {string.Join(" ", e.LastLines.Take(1))}", "Download it again");
        }
    }

    /// <summary>tar itself writes the files, and none outside of the directory, whatever links there are.</summary>
    private static async Task Untar(
        string archive, string directory, Action<string> onLine, CancellationToken cancellation)
    {
        using var content = DecompressedFile.Open(archive);
        var tar = new ToolCall("tar", "--extract", "--directory", directory, "--strip-components=1", "--no-same-owner")
        {
            Input = content,
        };
        await Tool.Run(tar, onLine, cancellation);
    }

    private static bool IsZip(string archive)
    {
        Span<byte> start = stackalloc byte[4];
        using var file = File.OpenRead(archive);
        _ = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        // SharpCompress 0.50.8 reads neither modes nor links of a 7z.
        return start.StartsWith("7z"u8)
            ? throw new InvalidDataException("7z archives are not supported: file modes and links can't be read")
            : start.SequenceEqual("PK\u0003\u0004"u8);
    }

    /// <summary>Links come last, so that no file is written through one.</summary>
    private static void Extract(string archive, string directory, CancellationToken cancellation)
    {
        var links = new List<(string Path, string Target)>();
        using var opened = ZipArchive.OpenArchive(archive, new ReaderOptions());
        foreach (var entry in opened.Entries)
        {
            cancellation.ThrowIfCancellationRequested();
            if (entry.IsDirectory || PathBelow(directory, entry.Key ?? "") is not { } path)
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var content = entry.OpenEntryStream();
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
                File.SetUnixFileMode(
                    path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute | UnixFileMode.GroupExecute);
            if (entry.LastModifiedTime is { } time)
                File.SetLastWriteTime(path, time);
        }

        foreach (var (path, target) in links)
            File.CreateSymbolicLink(path, target);
    }

    /// <returns>Null if it is not below a top directory.</returns>
    /// <exception cref="InvalidDataException">The name leads out of the directory.</exception>
    private static string? PathBelow(string directory, string name)
    {
        var parts = name.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (name.StartsWith('/') || parts.Contains("..") || name.Contains('\0') || name.Contains('\\'))
            throw new InvalidDataException($"it contains a path outside of it: {PlainText.Of(name)}");
        return parts.Length < 2 ? null : Path.Combine([directory, .. parts[1..]]);
    }
}
