using KernelSplit.Modules.Compression;
using KernelSplit.Modules.Files;
using KernelSplit.Modules.Reading;

namespace KernelSplit.Modules;

/// <summary>The ELF files of a kernel's modules, from any kind of input.</summary>
public static class ModuleContents
{
    /// <summary>Calls back for modules with their paths in lib/modules/RELEASE and their ELF files.</summary>
    /// <param name="inputs">As <see cref="ModuleTreeReader.Read"/> takes them.</param>
    /// <param name="isWanted">Which, by the same path; no other is decompressed.</param>
    /// <param name="use">Called for each module; the bytes are only valid during the call.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="Foundation.InvalidInputException">An input is missing or damaged.</exception>
    /// <exception cref="InvalidDataException">A module is damaged.</exception>
    public static void ForEach(
        IReadOnlyList<string> inputs, Func<string, bool> isWanted, Use use, CancellationToken cancellation)
    {
        var scratch = new ScratchMemory();
        foreach (var file in TreeInput.Open(inputs, cacheDirectory: null, TimeProvider.System, cancellation).Files)
        {
            cancellation.ThrowIfCancellationRequested();
            using var stored = file.Open(scratch);
            if (file.Kind != TreeFileKind.Module || !isWanted(file.Tree.Relative))
                continue;
            var format = CompressionMagic.Detect(stored.Slice(0, (ulong)Math.Min(stored.Length, 8), "the file"));
            if (format == CompressionFormat.None)
            {
                use(file.Tree.Relative, stored.Whole());
                continue;
            }
            using var content = Decompressor.Decompress(
                stored.Whole(), format, InflationLimit.LargestModule, stored.Budget);
            use(file.Tree.Relative, content.Span);
        }
    }

    /// <param name="path">Relative to lib/modules/RELEASE.</param>
    /// <param name="content">The ELF file.</param>
    public delegate void Use(string path, ReadOnlySpan<byte> content);
}
