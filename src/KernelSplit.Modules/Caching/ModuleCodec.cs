namespace KernelSplit.Modules.Caching;

/// <summary>Encodes a module; shared strings are indexes into a string table.</summary>
internal static class ModuleCodec
{
    private const byte Weak = 1;
    private const byte HasCrc = 2;

    public static void Write(CacheWriter writer, KernelModule module, bool hasSymbolTable)
    {
        writer.Number(module.InstalledSize);
        writer.Number(module.UncompressedSize);
        writer.Flags(hasSymbolTable ? (byte)1 : (byte)0);
        writer.Name(module.Compression?.Format ?? "");
        writer.Name(module.Compression?.Unsupported ?? "");
        writer.Name(module.Compression?.Symbol ?? "");
        writer.Name(module.Architecture ?? "");
        writer.Bytes(module.ModInfo.Text);
        writer.Bytes(module.BuildId is null ? [] : Convert.FromHexString(module.BuildId));
        writer.Bytes(module.Signature is null ? [] : module.Signature.Message.Span);
        writer.Bytes(Convert.FromHexString(module.Digest));
        writer.Bytes(Convert.FromHexString(module.CodeDigest ?? ""));
        writer.Number(module.Sections.Count);
        foreach (var section in module.Sections)
        {
            writer.Name(section.Name);
            writer.Number(section.Size);
            writer.Flags(section.IsLoaded ? (byte)1 : (byte)0);
        }
        writer.Number(module.Imports.Count);
        foreach (var import in module.Imports)
        {
            writer.Name(import.Name);
            writer.Flags((byte)((import.IsWeak ? Weak : 0) | (import.Crc is null ? 0 : HasCrc)));
            if (import.Crc is { } crc)
                writer.Number(crc);
        }
        writer.Number(module.Exports.Count);
        foreach (var export in module.Exports)
        {
            writer.Name(export.Name);
            writer.Name(export.Namespace ?? "");
            writer.Flags(export.IsGplOnly ? (byte)1 : (byte)0);
        }
    }

    public static KernelModule Read(ref CacheReader reader, string path, out bool hasSymbolTable)
    {
        var installedSize = reader.Number();
        var uncompressedSize = reader.Number();
        hasSymbolTable = reader.Flags() != 0;
        var compression = ReadCompression(ref reader);
        var architecture = reader.Name();
        var modInfo = reader.Bytes();
        var buildId = reader.Bytes();
        var signature = reader.Bytes();
        var (digest, codeDigest) = (reader.Bytes(), reader.Bytes());
        return new KernelModule
        {
            Path = path,
            InstalledSize = installedSize,
            UncompressedSize = uncompressedSize,
            Compression = compression,
            Architecture = architecture.Length == 0 ? null : architecture,
            ModInfo = new ModInfo(modInfo),
            BuildId = buildId.IsEmpty ? null : Convert.ToHexStringLower(buildId.Span),
            Signature = signature.IsEmpty ? null : new ModuleSignature(signature),
            Digest = Convert.ToHexStringLower(digest.Span),
            CodeDigest = codeDigest.IsEmpty ? null : Convert.ToHexStringLower(codeDigest.Span),
            Sections = ReadSections(ref reader),
            Imports = ReadImports(ref reader),
            Exports = ReadExports(ref reader),
        };
    }

    private static ModuleCompression? ReadCompression(ref CacheReader reader)
    {
        var (format, unsupported, symbol) = (reader.Name(), reader.Name(), reader.Name());
        return format.Length == 0 ? null
            : new ModuleCompression(
                format, unsupported.Length == 0 ? null : unsupported, symbol.Length == 0 ? null : symbol);
    }

    private static ModuleSection[] ReadSections(ref CacheReader reader)
    {
        var sections = new ModuleSection[reader.Count()];
        for (var i = 0; i < sections.Length; i++)
            sections[i] = new ModuleSection(reader.Name(), reader.Number(), reader.Flags() != 0);
        return sections;
    }

    private static ImportedSymbol[] ReadImports(ref CacheReader reader)
    {
        var imports = new ImportedSymbol[reader.Count()];
        for (var i = 0; i < imports.Length; i++)
        {
            var name = reader.Name();
            var flags = reader.Flags();
            uint? crc = (flags & HasCrc) != 0 ? (uint)reader.Number() : null;
            imports[i] = new ImportedSymbol(name, crc, (flags & Weak) != 0);
        }
        return imports;
    }

    private static ExportedSymbol[] ReadExports(ref CacheReader reader)
    {
        var exports = new ExportedSymbol[reader.Count()];
        for (var i = 0; i < exports.Length; i++)
        {
            var name = reader.Name();
            var space = reader.Name();
            exports[i] = new ExportedSymbol(name, space.Length == 0 ? null : space, reader.Flags() != 0);
        }
        return exports;
    }
}
