namespace KernelSplit.Modules.Elf;

/// <summary>Sections with metadata of a module.</summary>
internal enum KnownSection
{
    None,
    ModInfo,
    Versions,
    ExtendedVersionNames,
    ExtendedVersionCrcs,
    ExportStrings,
    BuildId,
}

internal static class KnownSections
{
    public const int Count = (int)KnownSection.BuildId + 1;

    /// <summary>The length rules out most names.</summary>
    public static KnownSection Parse(ReadOnlySpan<byte> name) => name.Length switch
    {
        8 when name.SequenceEqual(".modinfo"u8) => KnownSection.ModInfo,
        10 when name.SequenceEqual("__versions"u8) => KnownSection.Versions,
        17 when name.SequenceEqual("__ksymtab_strings"u8) => KnownSection.ExportStrings,
        18 when name.SequenceEqual(".note.gnu.build-id"u8) => KnownSection.BuildId,
        18 when name.SequenceEqual("__version_ext_crcs"u8) => KnownSection.ExtendedVersionCrcs,
        19 when name.SequenceEqual("__version_ext_names"u8) => KnownSection.ExtendedVersionNames,
        _ => KnownSection.None,
    };
}
