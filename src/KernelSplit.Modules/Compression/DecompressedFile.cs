namespace KernelSplit.Modules.Compression;

/// <summary>A file's content, decompressed where its first bytes say that it is compressed.</summary>
public static class DecompressedFile
{
    /// <exception cref="InvalidDataException">Here or while reading: truncated or corrupt data.</exception>
    /// <exception cref="MissingLibraryException">Here or while reading: data that only liblzma decodes.</exception>
    public static Stream Open(string file)
    {
        var start = new PeekStream(File.OpenRead(file));
        return Decompressor.Open(start, CompressionMagic.Detect(start.Start));
    }
}
