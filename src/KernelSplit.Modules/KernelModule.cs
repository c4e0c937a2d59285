namespace KernelSplit.Modules;

/// <summary>One loadable module of a tree.</summary>
public sealed record KernelModule
{
    private readonly string _path = "";

    /// <summary>Relative to lib/modules/RELEASE, as installed: <c>kernel/drivers/net/virtio_net.ko.xz</c>.</summary>
    public required string Path
    {
        get => _path;
        init => (_path, Name, SourcePath) = (value, ModulePath.NameOf(value), ModulePath.SourcePathOf(value));
    }

    /// <summary>The file's name without suffixes, <c>-</c> as <c>_</c>: its name in modprobe and lsmod.</summary>
    public string Name { get; private init; } = "";

    /// <summary>Its path in the source tree, without suffix: <c>drivers/net/virtio_net</c>.</summary>
    public string SourcePath { get; private init; } = "";

    /// <summary>Size of the installed file in bytes, compressed or not.</summary>
    public long InstalledSize { get; init; }

    /// <summary>Size of the ELF file in bytes.</summary>
    public long UncompressedSize { get; init; }

    /// <summary>Null for a file that isn't compressed, or not in a format that kmod knows.</summary>
    public ModuleCompression? Compression { get; init; }

    public ModInfo ModInfo { get; init; } = ModInfo.Empty;

    /// <summary>Its architecture, as in <c>make ARCH=</c>: x86_64, i386, arm64; null if unknown.</summary>
    public string? Architecture { get; init; }

    /// <summary>The ELF file's sections, in file order.</summary>
    public IReadOnlyList<ModuleSection> Sections { get; init; } = [];

    /// <summary>Its build ID (ld --build-id), hexadecimal; null if it has none.</summary>
    public string? BuildId { get; init; }

    /// <summary>Null if the module isn't signed.</summary>
    public ModuleSignature? Signature { get; init; }

    /// <summary>
    /// The first half of the SHA-256 of the file as installed, hexadecimal: <c>sha256sum</c>'s first 32 digits.
    /// Empty for an uncompressed file that wasn't read whole: see <see cref="ModuleTreeReader.Read"/>.
    /// </summary>
    public string Digest { get; init; } = "";

    /// <summary>
    /// The same for what is loaded: code, data, and the targets of their relocations. It is equal for two builds of the
    /// same source by the same compiler, whatever their build ID, release, signature, symbol versions and type
    /// information. Null unless requested, or without a symbol table.
    /// </summary>
    public string? CodeDigest { get; init; }

    /// <summary>Symbols it imports from the kernel or other modules, in symbol table order.</summary>
    public IReadOnlyList<ImportedSymbol> Imports { get; init; } = [];

    /// <summary>Symbols it exports, sorted by name, ordinal.</summary>
    public IReadOnlyList<ExportedSymbol> Exports { get; init; } = [];

    /// <summary>Names of its direct hard dependencies, sorted, ordinal.</summary>
    public IReadOnlyList<string> Dependencies { get; init; } = [];
}
