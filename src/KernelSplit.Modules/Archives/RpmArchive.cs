using KernelSplit.Modules.Compression;

namespace KernelSplit.Modules.Archives;

/// <summary>
/// An RPM package: lead, signature header, header, compressed cpio (rpm's docs/manual/format_v4.md, format_v6.md).
/// </summary>
internal static class RpmArchive
{
    private const int LeadSize = 96;

    public static ReadOnlySpan<byte> Magic => [0xED, 0xAB, 0xEE, 0xDB];

    /// <param name="package">The package from its first byte.</param>
    /// <param name="budget">The budget for inflating it.</param>
    /// <exception cref="InvalidDataException">Truncated, damaged, or in an unsupported compression format.</exception>
    public static IEnumerable<ArchiveMember> Read(Stream package, InflationBudget budget)
    {
        var header = ReadHeader(package);
        using var payload = OpenPayload(package, header, budget);
        foreach (var member in CpioArchive.Read(payload, () => new RpmFileList(header)))
            yield return member;
        payload.Drain();
    }

    /// <summary>The header before the payload.</summary>
    /// <param name="package">The package from its first byte.</param>
    /// <exception cref="InvalidDataException">Truncated or damaged.</exception>
    public static RpmHeader ReadHeader(Stream package)
    {
        package.Skip(LeadSize);
        var signature = RpmHeader.Read(package);
        package.Skip(-signature.Size & 7);
        return RpmHeader.Read(package);
    }

    private static Stream OpenPayload(Stream package, RpmHeader header, InflationBudget budget)
    {
        var payload = new PeekStream(package);
        var format = CompressionMagic.Detect(payload.Start);
        // The magic bytes decide; the tag is for the message. Older packages have no tag and always use gzip.
        if (format == CompressionFormat.None && !payload.Start.StartsWith("0707"u8))
        {
            var compressor = header.FindString(RpmTag.PayloadCompressor) ?? "an unknown compressor";
            throw new InvalidDataException($"payload compressed with {compressor}, not gzip, xz, zstd, bzip2 or lzip");
        }
        return payload.Inflate(budget);
    }
}
