using System.Buffers.Binary;
using System.Formats.Tar;
using System.Globalization;
using System.Text;

namespace KernelSplit.Testing.Inputs;

/// <summary>A file, or (with a target) a symbolic link, that goes into a package.</summary>
internal sealed record PackedFile(string Path, byte[] Content, string? LinkTarget = null);

/// <summary>Writes small .deb, .rpm and tar files.</summary>
internal static class Package
{
    /// <param name="dataName">The name of the archive in it: data.tar.xz.</param>
    /// <param name="data">That archive.</param>
    /// <param name="control">What the package says of itself; a damaged archive where nobody should ask.</param>
    public static byte[] Deb(string dataName, byte[] data, string? control = null)
    {
        var deb = new MemoryStream();
        deb.Write("!<arch>\n"u8);
        AddArMember(deb, "debian-binary", "2.0\n"u8.ToArray());
        AddArMember(
            deb, "control.tar",
            control is null ? [1, 2, 3] : Tar(new PackedFile("./control", Encoding.UTF8.GetBytes(control))));
        AddArMember(deb, dataName, data);
        return deb.ToArray();
    }

    public static byte[] Tar(params IEnumerable<PackedFile> files)
    {
        var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, TarEntryFormat.Gnu, leaveOpen: true))
        {
            writer.WriteEntry(new GnuTarEntry(TarEntryType.Directory, "./lib/"));
            foreach (var file in files)
                writer.WriteEntry(TarEntryOf(file));
        }
        return tar.ToArray();
    }

    public static byte[] Cpio(params IEnumerable<PackedFile> files)
    {
        var cpio = new MemoryStream();
        foreach (var file in files)
        {
            var mode = file.LinkTarget is null ? 0x81A4u : 0xA1FFu;
            var content = file.LinkTarget is null ? file.Content : Encoding.UTF8.GetBytes(file.LinkTarget);
            AddCpioMember(cpio, file.Path, mode, content);
        }
        AddCpioMember(cpio, "TRAILER!!!", 0, []);
        return cpio.ToArray();
    }

    public static byte[] Rpm(string compressor, byte[] payload)
    {
        var rpm = new MemoryStream();
        rpm.Write([0xED, 0xAB, 0xEE, 0xDB]);
        rpm.Write(new byte[92]);
        AddRpmHeader(rpm, 1000, "sig");
        while (rpm.Position % 8 != 0)
            rpm.WriteByte(0);
        AddRpmHeader(rpm, 1125, compressor);
        rpm.Write(payload);
        return rpm.ToArray();
    }

    private static void AddArMember(MemoryStream ar, string name, byte[] content)
    {
        ar.Write(Encoding.ASCII.GetBytes($"{name,-16}{0,-12}{0,-6}{0,-6}{100644,-8}{content.Length,-10}`\n"));
        ar.Write(content);
        if (content.Length % 2 != 0)
            ar.WriteByte((byte)'\n');
    }

    private static GnuTarEntry TarEntryOf(PackedFile file) => file.LinkTarget is { } target
        ? new GnuTarEntry(TarEntryType.SymbolicLink, file.Path) { LinkName = target }
        : new GnuTarEntry(TarEntryType.RegularFile, file.Path) { DataStream = new MemoryStream(file.Content) };

    private static void AddCpioMember(MemoryStream cpio, string name, uint mode, byte[] content)
    {
        uint[] fields = [1, mode, 0, 0, 1, 0, (uint)content.Length, 0, 0, 0, 0, (uint)name.Length + 1, 0];
        var header = string.Concat(fields.Select(field => field.ToString("x8", CultureInfo.InvariantCulture)));
        cpio.Write(Encoding.UTF8.GetBytes($"070701{header}{name}\0"));
        Pad(cpio);
        cpio.Write(content);
        Pad(cpio);
    }

    private static void Pad(MemoryStream stream)
    {
        while (stream.Position % 4 != 0)
            stream.WriteByte(0);
    }

    private static void AddRpmHeader(MemoryStream rpm, int tag, string value)
    {
        const int StringType = 6;
        var store = Encoding.ASCII.GetBytes(value + "\0");
        rpm.Write([0x8E, 0xAD, 0xE8, 0x01, 0, 0, 0, 0]);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var number in (int[])[1, store.Length, tag, StringType, 0, 1])
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes, number);
            rpm.Write(bytes);
        }
        rpm.Write(store);
    }
}
