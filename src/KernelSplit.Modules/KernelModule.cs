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

    /// <summary>The file's name without suffixes, <c>-</c> as <c>_</c>: what modprobe and lsmod call it.</summary>
    public string Name { get; private init; } = "";

    /// <summary>Where the source tree builds it: <c>drivers/net/virtio_net</c>.</summary>
    public string SourcePath { get; private init; } = "";

    /// <summary>Bytes of the file as installed, compressed or not.</summary>
    public long InstalledSize { get; init; }

    /// <summary>Bytes of the ELF file.</summary>
    public long UncompressedSize { get; init; }

    public ModInfo ModInfo { get; init; } = ModInfo.Empty;

    /// <summary>What it is built for, as in <c>make ARCH=</c>: x86_64, i386, arm64; nothing for one that we don't know.</summary>
    public string? Architecture { get; init; }

    /// <summary>The ELF file's sections in its order.</summary>
    public IReadOnlyList<ModuleSection> Sections { get; init; } = [];

    /// <summary>Names this very build of it (ld --build-id), hexadecimal; nothing where the linker made none.</summary>
    public string? BuildId { get; init; }

    /// <summary>Nothing for a module that isn't signed.</summary>
    public ModuleSignature? Signature { get; init; }

    /// <summary>What tells two builds of it apart; only where it was asked for.</summary>
    public ModuleContent? Content { get; init; }

    /// <summary>Symbols it needs from the kernel or other modules, in the symbol table's order.</summary>
    public IReadOnlyList<ImportedSymbol> Imports { get; init; } = [];

    /// <summary>Symbols it offers to other modules, sorted by name, ordinal.</summary>
    public IReadOnlyList<ExportedSymbol> Exports { get; init; } = [];

    /// <summary>Names of the modules it can't be loaded without, direct ones only, sorted by ordinal.</summary>
    public IReadOnlyList<string> Dependencies { get; init; } = [];
}
