using KernelSplit.Modules.Compression;
using KernelSplit.Modules.Elf;
using KernelSplit.Modules.Files;

namespace KernelSplit.Modules.Reading;

/// <summary>A module as parsed from its file, before its dependencies are resolved.</summary>
internal sealed record ParsedModule(TreeFile File, KernelModule Module, bool HasSymbolTable);

/// <summary>Parses modules; one per thread, as it reuses its memory.</summary>
internal sealed class ModuleParser(StringPool pool, ModuleDetail detail = ModuleDetail.Facts)
{
    private readonly ImportReader _imports = new(pool);
    private readonly HashInput _hash = new();

    /// <summary>For the files that are parsed here.</summary>
    public ScratchMemory Scratch { get; } = new();

    /// <exception cref="InvalidDataException">Damaged, or not a kernel module.</exception>
    public ParsedModule Parse(TreeFile file, FileBytes stored)
    {
        var format = CompressionMagic.Detect(stored.Slice(0, (ulong)Math.Min(stored.Length, 8), "the file"));
        if (format == CompressionFormat.None)
            return Parse(file, stored, stored, compression: null);
        using var content = new FileBytes(
            Decompressor.Decompress(stored.Whole(), format, InflationLimit.LargestModule, stored.Budget));
        return Parse(file, stored, content, KernelDecompressor.Judge(stored.Whole(), format));
    }

    private ParsedModule Parse(TreeFile file, FileBytes stored, FileBytes content, ModuleCompression? compression)
    {
        if (detail == ModuleDetail.Code)
            content.Whole();
        var elf = ElfFile.Parse(content);
        var modInfo = elf.Content(KnownSection.ModInfo);
        if (modInfo.IsEmpty)
            throw new InvalidDataException("no .modinfo section: not a kernel module");
        var module = new KernelModule
        {
            Path = file.Tree.Relative,
            InstalledSize = stored.Length,
            UncompressedSize = content.Length,
            Compression = compression,
            ModInfo = new ModInfo(modInfo.ToArray()),
            Architecture = ElfMachine.ArchitectureOf(elf.Machine),
            Sections = ReadSections(elf),
            BuildId = BuildId.Read(elf),
            Signature = SignatureReader.Read(elf),
            // Of an uncompressed file on disk only pieces are read: hashing all would double the time.
            Digest = detail > ModuleDetail.Facts || !file.IsPlain ? HashInput.Of(stored.Whole()) : "",
        };
        if (!elf.TryGetSymbolTable(out var table, out var strings))
            return new ParsedModule(file, module, HasSymbolTable: false);
        var symbols = new ElfSymbolTable(elf, table, strings);
        var linked = module with
        {
            Imports = _imports.Read(elf, symbols),
            Exports = ExportReader.Read(elf, symbols, pool),
            CodeDigest = detail == ModuleDetail.Code
                ? new CodeHash(elf, symbols, module.ModInfo.Release, _hash).Compute()
                : null,
        };
        return new ParsedModule(file, linked, HasSymbolTable: true);
    }

    /// <summary>Without the table's first entry, which is not a section.</summary>
    private ModuleSection[] ReadSections(ElfFile elf)
    {
        var sections = new ModuleSection[Math.Max(elf.SectionCount - 1, 0)];
        for (var i = 0; i < sections.Length; i++)
        {
            var section = elf.Section(i + 1);
            sections[i] = new ModuleSection(pool.Get(elf.NameOf(section)), (long)section.Size, section.IsLoaded);
        }
        return sections;
    }
}
