namespace KernelSplit.Modules.Elf;

/// <summary>
/// Loaded sections in which each build differs although nothing that runs does. What they say of the module itself, its
/// aliases, parameters and exports, is compared by name elsewhere.
/// </summary>
internal static class BuildNoise
{
    /// <summary>
    /// Notes have the build-id and the release; .modinfo the release and a hash of the source; versions and CRCs change
    /// with any structure of the kernel (scripts/mod/modpost.c), as BTF's numbers do (tools/bpf/resolve_btfids) and the
    /// room for struct module; .orc_header names the unwinder's format.
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
