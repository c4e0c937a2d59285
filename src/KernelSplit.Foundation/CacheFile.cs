using System.Buffers.Binary;
using System.Text;

namespace KernelSplit.Foundation;

/// <summary>
/// A result in one file of the cache. It is only valid for the build that wrote it, since another one may read the same
/// inputs differently, and under its own name; a damaged one is no result.
/// </summary>
public static class CacheFile
{
    private const int GuidSize = 16;
    private const int HeadSize = GuidSize + sizeof(ulong);

    /// <summary>What was written; null if the file doesn't exist, is damaged, or is of another build.</summary>
    /// <param name="path">The file.</param>
    /// <param name="build">The <see cref="System.Reflection.Module.ModuleVersionId"/> of what reads it.</param>
    public static ReadOnlyMemory<byte>? Read(string path, Guid build)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            if (bytes.Length < HeadSize || new Guid(bytes.AsSpan(0, GuidSize)) != build)
                return null;
            var content = bytes.AsMemory(HeadSize);
            var checksum = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(GuidSize));
            return Checksum(path, content.Span) == checksum ? content : (ReadOnlyMemory<byte>?)null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// Writes it atomically and deletes the oldest files of its kind. Without space or permission, nothing happens:
    /// the next run does the work again.
    /// </summary>
    /// <param name="path">The file; its extension is its kind.</param>
    /// <param name="build">See <see cref="Read"/>.</param>
    /// <param name="content">The result.</param>
    /// <param name="most">How many files of this kind are kept.</param>
    public static void Write(string path, Guid build, ReadOnlyMemory<byte> content, int most)
    {
        try
        {
            AtomicFile.WriteUnsynced(path, stream =>
            {
                Span<byte> head = stackalloc byte[HeadSize];
                build.TryWriteBytes(head);
                BinaryPrimitives.WriteUInt64LittleEndian(head[GuidSize..], Checksum(path, content.Span));
                stream.Write(head);
                stream.Write(content.Span);
            });
            var files = new DirectoryInfo(Path.GetDirectoryName(path)!).GetFiles($"*{Path.GetExtension(path)}");
            foreach (var old in files.OrderByDescending(file => file.LastWriteTimeUtc).Skip(most))
                old.Delete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>With the name: another file's content is as good as a damaged one.</summary>
    private static ulong Checksum(string path, ReadOnlySpan<byte> content) =>
        Hash64.Of(content, Hash64.Of(Encoding.UTF8.GetBytes(Path.GetFileName(path)), seed: 0));
}
