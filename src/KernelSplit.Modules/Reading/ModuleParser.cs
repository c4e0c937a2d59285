using KernelSplit.Modules.Compression;
using KernelSplit.Modules.Elf;

namespace KernelSplit.Modules.Reading;

/// <summary>A module as its file has it, before anything is known about the others.</summary>
internal sealed record ParsedModule(TreeFile File, KernelModule Module, bool HasSymbolTable);

internal static class ModuleParser
{
    /// <exception cref="InvalidDataException">Damaged, or no kernel module.</exception>
    public static ParsedModule Parse(TreeFile file, PooledBuffer stored, StringPool pool)
    {
        var format = CompressionMagic.Detect(stored.Span);
        if (format == CompressionFormat.None)
            return Parse(file, stored.Length, stored.Span, pool);
        using var content = Decompressor.Decompress(stored, format, TreeFile.LargestFile);
        return Parse(file, stored.Length, content.Span, pool);
    }

    private static ParsedModule Parse(TreeFile file, int installedSize, ReadOnlySpan<byte> content, StringPool pool)
    {
        var elf = ElfFile.Parse(content);
        var modInfo = elf.Content(".modinfo"u8);
        if (modInfo.IsEmpty)
            throw new InvalidDataException("no .modinfo section: not a kernel module");
        var symbols = ModuleSymbols.Read(elf, pool);
        var module = new KernelModule
        {
            Path = file.Tree.Relative,
            InstalledSize = installedSize,
            UncompressedSize = content.Length,
            ModInfo = ModInfoSection.Parse(modInfo, pool),
            Imports = [.. (symbols?.Imports ?? []).Select(name => new ImportedSymbol(name))],
            ImportOrder = symbols?.ImportOrder ?? [],
            Exports = [.. (symbols?.Exports ?? []).Select(name => new ExportedSymbol(name))],
        };
        return new ParsedModule(file, module, symbols is not null);
    }
}
