using System.Buffers.Binary;
using System.Text;

namespace KernelSplit.Acceptance;

/// <summary>Reads a .bin file of depmod as modprobe does, starting at its root.</summary>
internal static class ModprobeIndex
{
    private const int RootOffset = 8;
    private const int HeaderLength = 12;
    private const uint OffsetMask = 0x0FFF_FFFF;

    /// <summary>The order since kmod 34.</summary>
    public static bool IsParentFirst(byte[] index) =>
        index.Length > HeaderLength && (UInt32(index, RootOffset) & OffsetMask) == HeaderLength;

    /// <summary>A line for each value: key, priority, value.</summary>
    public static string Dump(byte[] index)
    {
        var lines = new StringBuilder();
        if (index.Length > 0)
            DumpNode(index, UInt32(index, RootOffset), "", lines);
        return lines.ToString();
    }

    private static void DumpNode(byte[] index, uint node, string key, StringBuilder lines)
    {
        var at = (int)(node & OffsetMask);
        if ((node & 0x8000_0000) != 0)
            key += String(index, ref at);
        uint[] children = [];
        var first = '\0';
        if ((node & 0x2000_0000) != 0)
        {
            first = (char)index[at];
            children = [.. Enumerable.Range(0, index[at + 1] - first + 1).Select(i => UInt32(index, at + 2 + 4 * i))];
            at += 2 + 4 * children.Length;
        }

        if ((node & 0x4000_0000) != 0)
        {
            var count = UInt32(index, at);
            at += 4;
            for (; count > 0; count--)
            {
                var priority = UInt32(index, at);
                at += 4;
                lines.Append(key).Append(' ').Append(priority).Append(' ').Append(String(index, ref at)).Append('\n');
            }
        }

        for (var i = 0; i < children.Length; i++)
        {
            if (children[i] != 0)
                DumpNode(index, children[i], key + (char)(first + i), lines);
        }
    }

    private static uint UInt32(byte[] index, int at) => BinaryPrimitives.ReadUInt32BigEndian(index.AsSpan(at));

    private static string String(byte[] index, ref int at)
    {
        var end = Array.IndexOf(index, (byte)0, at);
        var text = Encoding.ASCII.GetString(index, at, end - at);
        at = end + 1;
        return text;
    }
}
