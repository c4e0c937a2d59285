using System.Buffers.Binary;
using System.Security.Cryptography;

namespace KernelSplit.Modules;

/// <summary>Facts about a kernel image.</summary>
/// <param name="Size">Size of the bootable file in bytes.</param>
/// <param name="File">The first half of its SHA-256, hexadecimal.</param>
/// <param name="MemorySize">
/// Bytes of memory that it needs to boot, from the x86 boot protocol; null for other images.
/// </param>
/// <param name="Parts">The parts of vmlinux, from System.map; empty if that is only a stub.</param>
public sealed record KernelImage(long Size, string File, long? MemorySize, IReadOnlyList<ModuleSection> Parts)
{
    // Documentation/arch/x86/boot.rst: "HdrS" and the protocol version; 2.10 added init_size.
    private const int MagicAt = 0x202;
    private const int VersionAt = 0x206;
    private const int InitSizeAt = 0x260;
    private const int HasInitSize = 0x20A;

    private static ReadOnlySpan<byte> Magic => "HdrS"u8;

    internal static KernelImage Read(Stream content)
    {
        var head = new byte[InitSizeAt + sizeof(uint)];
        var read = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(head, 0, read);
        long size = read;
        var buffer = new byte[64 * 1024];
        for (int count; (count = content.Read(buffer)) > 0; size += count)
            hash.AppendData(buffer, 0, count);
        return new KernelImage(
            size, Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16)), MemorySizeOf(head), []);
    }

    private static long? MemorySizeOf(ReadOnlySpan<byte> head) =>
        head[MagicAt..].StartsWith(Magic) && BinaryPrimitives.ReadUInt16LittleEndian(head[VersionAt..]) >= HasInitSize
            ? BinaryPrimitives.ReadUInt32LittleEndian(head[InitSizeAt..])
            : null;
}
