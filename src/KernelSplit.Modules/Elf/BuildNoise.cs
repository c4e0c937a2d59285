namespace KernelSplit.Modules.Elf;

/// <summary>
/// Loaded sections that differ between builds of the same code. Their aliases, parameters and exports are compared by
/// name elsewhere.
/// </summary>
internal static class BuildNoise
{
    /// <summary>
    /// Notes contain the build ID and the release; .modinfo the release and a hash of the source. Versions and CRCs
    /// change with any structure of the kernel (scripts/mod/modpost.c), as do BTF IDs (tools/bpf/resolve_btfids) and
    /// the size of struct module. .orc_header identifies the unwinder's format.
    /// </summary>
    public static bool IsIn(ReadOnlySpan<byte> section) =>
        section.StartsWith(".note"u8)
        || section.StartsWith(".BTF"u8)
        || section.StartsWith("__kcrctab"u8)
        || section.StartsWith("__version"u8)
        || section.SequenceEqual(".modinfo"u8)
        || section.SequenceEqual(".orc_header"u8)
        || section.SequenceEqual(".gnu.linkonce.this_module"u8);
}
