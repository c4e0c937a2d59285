using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace KernelSplit.Modules.Elf;

/// <summary>Collects hash input, mostly small numbers; one per thread, as it reuses its memory.</summary>
internal sealed class HashInput
{
    private const int DigestSize = 16;
    private const int MostKept = 1024 * 1024;

    private readonly ArrayBufferWriter<byte> _input = new(64 * 1024);

    /// <summary>The first half of a SHA-256, hexadecimal.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) =>
        Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, DigestSize));

    public void Number(ulong value)
    {
        Shorten();
        BinaryPrimitives.WriteUInt64LittleEndian(_input.GetSpan(sizeof(ulong)), value);
        _input.Advance(sizeof(ulong));
    }

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Shorten();
        _input.Write(bytes);
    }

    public void Clear() => _input.ResetWrittenCount();

    /// <summary>The hash of the collected input.</summary>
    public string Finish() => Of(_input.WrittenSpan);

    /// <summary>Replaces long input by its hash, so that a damaged module can't exhaust memory.</summary>
    private void Shorten()
    {
        if (_input.WrittenCount < MostKept)
            return;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_input.WrittenSpan, hash);
        _input.ResetWrittenCount();
        _input.Write(hash);
    }
}
