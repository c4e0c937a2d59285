using KernelSplit.Modules.Compression;
using KernelSplit.Modules.Files;
using KernelSplit.Modules.Reading;

namespace KernelSplit.Modules;

/// <summary>The bytes of a kernel's modules, whatever they are packed in.</summary>
public static class ModuleContents
{
    /// <summary>Hands out each module's path below lib/modules/RELEASE and its ELF file, one after the other.</summary>
    /// <param name="inputs">As <see cref="ModuleTreeReader.Read"/> takes them.</param>
    /// <param name="use">The bytes are gone when it returns.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="Foundation.InvalidInputException">An input is missing or damaged.</exception>
    /// <exception cref="InvalidDataException">A module is damaged.</exception>
    public static void ForEach(IReadOnlyList<string> inputs, Use use, CancellationToken cancellation)
    {
        var scratch = new ScratchMemory();
        foreach (var file in TreeInput.Open(inputs, cacheFolder: null, TimeProvider.System, cancellation).Files)
        {
            cancellation.ThrowIfCancellationRequested();
            using var stored = file.Open(scratch);
            if (file.Kind != TreeFileKind.Module)
                continue;
            var format = CompressionMagic.Detect(stored.Slice(0, (ulong)Math.Min(stored.Length, 8), "the file"));
            if (format == CompressionFormat.None)
            {
                use(file.Tree.Relative, stored.Whole());
                continue;
            }
            using var content = Decompressor.Decompress(stored.Whole(), format, InflationLimit.LargestModule, stored.Budget);
            use(file.Tree.Relative, content.Span);
        }
    }

    /// <param name="path">Below lib/modules/RELEASE.</param>
    /// <param name="content">The ELF file.</param>
    public delegate void Use(string path, ReadOnlySpan<byte> content);
}
