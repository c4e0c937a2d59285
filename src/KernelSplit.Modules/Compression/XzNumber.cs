namespace KernelSplit.Modules.Compression;

/// <summary>
/// A number in an .xz file (format 1.2): seven bits a byte, the lowest first; the highest bit: more follow.
/// </summary>
internal static class XzNumber
{
    public static long Read(ref ReadOnlySpan<byte> from)
    {
        long number = 0;
        for (var shift = 0; shift < 63 && !from.IsEmpty; shift += 7)
        {
            var part = from[0];
            from = from[1..];
            number |= (long)(part & 0x7F) << shift;
            if (part < 0x80)
                break;
        }
        return number;
    }
}
