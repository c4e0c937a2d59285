namespace KernelSplit.Modules;

/// <summary>One loadable module of a tree.</summary>
public sealed record KernelModule
{
    private readonly string _path = "";
    private readonly IReadOnlyList<string>? _importOrder;

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

    /// <summary>Symbols it needs from the kernel or other modules, sorted by name, ordinal.</summary>
    public IReadOnlyList<ImportedSymbol> Imports { get; init; } = [];

    /// <summary>
    /// The names of <see cref="Imports"/> in the symbol table's order, which the order within a line of modules.dep
    /// follows from; sorted where nobody said.
    /// </summary>
    public IReadOnlyList<string> ImportOrder
    {
        get => _importOrder ?? [.. Imports.Select(import => import.Name)];
        init => _importOrder = value;
    }

    /// <summary>Symbols it offers to other modules, sorted by name, ordinal.</summary>
    public IReadOnlyList<ExportedSymbol> Exports { get; init; } = [];

    /// <summary>Names of the modules it can't be loaded without, direct ones only, sorted by ordinal.</summary>
    public IReadOnlyList<string> Dependencies { get; init; } = [];
}
