using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace KernelSplit.Testing.Inputs;

/// <summary>A file of an RPM v6; those with the same inode are hard links.</summary>
internal sealed record RpmV6File(string Directory, string Name, byte[] Content, int Mode = 0x81A4, int Inode = 0);

/// <summary>Writes an RPM whose payload names files by their index in the header.</summary>
internal static class RpmV6
{
    private const int Int16 = 3;
    private const int Int32 = 4;
    private const int Int64 = 5;
    private const int Text = 6;
    private const int StringArray = 8;

    public static byte[] Write(params RpmV6File[] files) => Write(Payload(files), files);

    public static byte[] Write(byte[] payload, params RpmV6File[] files) => Write(payload, Lists(files));

    /// <summary>A package that says its name and architecture, as all do that rpmbuild makes.</summary>
    public static byte[] WriteNamed(string name, string architecture, params RpmV6File[] files) =>
        Write(
            Payload(files),
            [(1000, Text, 1, Strings([name])), (1022, Text, 1, Strings([architecture])), .. Lists(files)]);

    private static byte[] Write(byte[] payload, List<(int Tag, int Type, int Count, byte[] Values)> header)
    {
        var rpm = new MemoryStream();
        rpm.Write([0xED, 0xAB, 0xEE, 0xDB, 4]);
        rpm.Write(new byte[91]);
        WriteHeader(rpm, []);
        WriteHeader(rpm, header);
        rpm.Write(payload);
        return rpm.ToArray();
    }

    public static byte[] Payload(params RpmV6File[] files)
    {
        var cpio = new MemoryStream();
        for (var i = 0; i < files.Length; i++)
            AddIndexed(cpio, i, files.Skip(i + 1).Any(other => other.Inode == files[i].Inode) ? [] : files[i].Content);
        cpio.Write(Package.Cpio());
        return cpio.ToArray();
    }

    private static void AddIndexed(MemoryStream cpio, int index, byte[] content)
    {
        cpio.Write(Encoding.ASCII.GetBytes("07070X" + index.ToString("x8", CultureInfo.InvariantCulture)));
        cpio.Write(new byte[2]);
        cpio.Write(content);
        cpio.Write(new byte[-content.Length & 3]);
    }

    private static List<(int Tag, int Type, int Count, byte[] Values)> Lists(RpmV6File[] files)
    {
        var count = files.Length;
        var directories = files.Select(file => file.Directory).Distinct().ToList();
        return
        [
            (1030, Int16, count, Numbers(2, files.Select(file => (long)file.Mode))),
            (1095, Int32, count, Numbers(4, files.Select(_ => 1L))),
            (1096, Int32, count, Numbers(4, files.Select(file => (long)file.Inode))),
            (1116, Int32, count, Numbers(4, files.Select(file => (long)directories.IndexOf(file.Directory)))),
            (1117, StringArray, count, Strings(files.Select(file => file.Name))),
            (1118, StringArray, directories.Count, Strings(directories)),
            (5008, Int64, count, Numbers(8, files.Select(file => (long)file.Content.Length))),
        ];
    }

    private static void WriteHeader(MemoryStream rpm, List<(int Tag, int Type, int Count, byte[] Values)> lists)
    {
        var store = new MemoryStream();
        var index = new MemoryStream();
        foreach (var (tag, type, count, values) in lists)
        {
            index.Write(Numbers(4, [tag, type, store.Position, count]));
            store.Write(values);
        }
        rpm.Write([0x8E, 0xAD, 0xE8, 0x01, 0, 0, 0, 0]);
        rpm.Write(Numbers(4, [lists.Count, store.Length]));
        index.WriteTo(rpm);
        store.WriteTo(rpm);
    }

    private static byte[] Strings(IEnumerable<string> strings) =>
        Encoding.UTF8.GetBytes(string.Concat(strings.Select(text => text + "\0")));

    private static byte[] Numbers(int size, IEnumerable<long> numbers)
    {
        var bytes = new MemoryStream();
        var number = new byte[8];
        foreach (var value in numbers)
        {
            BinaryPrimitives.WriteInt64BigEndian(number, value);
            bytes.Write(number, 8 - size, size);
        }
        return bytes.ToArray();
    }
}
