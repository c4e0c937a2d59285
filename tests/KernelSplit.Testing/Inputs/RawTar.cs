using System.Globalization;
using System.Text;

namespace KernelSplit.Testing.Inputs;

/// <summary>Tar headers as no well-meaning program writes them.</summary>
internal sealed class RawTar
{
    private readonly List<byte> _tar = [];

    /// <param name="name">At most 100 bytes.</param>
    /// <param name="content">What follows the header, padded to a block.</param>
    /// <param name="type">The type flag.</param>
    /// <param name="size">The size field, where it is not the content's.</param>
    public RawTar Add(byte[] name, byte[] content, char type = '0', string? size = null)
    {
        var header = new byte[512];
        name.CopyTo(header, 0);
        "0000644\0"u8.CopyTo(header.AsSpan(100));
        Encoding.ASCII.GetBytes(size ?? Octal(content.Length, 11)).CopyTo(header, 124);
        header[156] = (byte)type;
        "ustar\0"u8.CopyTo(header.AsSpan(257));
        header.AsSpan(148, 8).Fill((byte)' ');
        Encoding.ASCII.GetBytes(Octal(header.Sum(b => b), 6) + "\0").CopyTo(header, 148);
        _tar.AddRange([.. header, .. content, .. new byte[-content.Length & 511]]);
        return this;
    }

    public RawTar Add(string name, byte[] content, char type = '0', string? size = null) =>
        Add(Encoding.UTF8.GetBytes(name), content, type, size);

    public byte[] ToBytes(bool hasEnd = true) => [.. _tar, .. new byte[hasEnd ? 1024 : 0]];

    private static string Octal(long number, int digits) =>
        Convert.ToString(number, 8).PadLeft(digits, '0').ToString(CultureInfo.InvariantCulture);
}
