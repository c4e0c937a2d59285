namespace KernelSplit.Modules;

/// <summary>A symbol that a module needs from the kernel or from other modules.</summary>
public readonly record struct ImportedSymbol
{
    // Modules import 200,000 symbols: this takes half the memory of a nullable number and a flag.
    private readonly uint _crc;
    private readonly bool _hasCrc;

    public ImportedSymbol(string name, uint? crc = null, bool isWeak = false) =>
        (Name, _crc, _hasCrc, IsWeak) = (name, crc ?? 0, crc is not null, isWeak);

    /// <summary>As in the C source.</summary>
    public string Name { get; }

    /// <summary>
    /// The name under which it is exported: on ppc64 with ABI v1, <c>.name</c> is the code of <c>name</c>
    /// (tools/depmod.c, depmod_symbol_find).
    /// </summary>
    public string ExportName => Name.StartsWith('.') ? Name[1..] : Name;

    /// <summary>The module also loads without it.</summary>
    public bool IsWeak { get; }

    /// <summary>
    /// The CRC that it was built against (CONFIG_MODVERSIONS): struct modversion_info in include/linux/module.h.
    /// </summary>
    public uint? Crc => _hasCrc ? _crc : null;
}
