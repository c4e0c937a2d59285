using KernelSplit.Modules.Compression;

namespace KernelSplit.Modules.Archives;

/// <summary>
/// An RPM package: lead, signature header, header, compressed cpio (rpm's docs/manual/format_v4.md, format_v6.md).
/// </summary>
internal static class RpmPackage
{
    private const int LeadSize = 96;

    public static ReadOnlySpan<byte> Magic => [0xED, 0xAB, 0xEE, 0xDB];

    /// <param name="package">From its first byte.</param>
    /// <param name="budget">What it may inflate to.</param>
    /// <exception cref="InvalidDataException">Truncated, damaged, or compressed in another way.</exception>
    public static IEnumerable<ArchiveMember> Read(Stream package, InflationBudget budget)
    {
        var header = ReadHeader(package);
        using var payload = OpenPayload(package, header, budget);
        foreach (var member in CpioArchive.Read(payload, () => new RpmFiles(header)))
            yield return member;
        payload.Drain();
    }

    /// <summary>What stands before the payload.</summary>
    /// <param name="package">From its first byte.</param>
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
        // The bytes decide; the tag's value is for the message. Older packages have neither tag nor choice: gzip.
        if (format == CompressionFormat.None && !payload.Start.StartsWith("0707"u8))
        {
            var compressor = header.FindString(RpmTag.PayloadCompressor) ?? "an unknown program";
            throw new InvalidDataException($"payload compressed by {compressor}; gzip, xz and zstd can be read");
        }
        return payload.Inflate(budget);
    }
}
