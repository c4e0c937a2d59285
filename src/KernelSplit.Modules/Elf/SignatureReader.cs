using System.Buffers.Binary;

namespace KernelSplit.Modules.Elf;

internal static class SignatureReader
{
    // struct module_signature: five bytes, three unused ones, the message's size (big-endian).
    private const int TrailerSize = 12;

    private static ReadOnlySpan<byte> Magic => "~Module signature appended~\n"u8;

    /// <exception cref="InvalidDataException">The signature's size is invalid.</exception>
    public static ModuleSignature? Read(ElfFile elf)
    {
        var length = elf.Bytes.Length;
        var tailSize = (ulong)(TrailerSize + Magic.Length);
        if (elf.TableEnd + tailSize > length)
            return null;
        var tail = elf.Bytes.Slice(length - tailSize, tailSize, "the signature");
        if (!tail[TrailerSize..].SequenceEqual(Magic))
            return null;
        var size = BinaryPrimitives.ReadUInt32BigEndian(tail[8..]);
        if (size > length - tailSize)
            throw new InvalidDataException("the signature is larger than the file");
        return new ModuleSignature(elf.Bytes.Slice(length - tailSize - size, size, "the signature").ToArray());
    }
}
