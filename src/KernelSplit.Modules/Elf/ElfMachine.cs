namespace KernelSplit.Modules.Elf;

internal static class ElfMachine
{
    /// <summary>
    /// The kernel's name of an architecture, as in <c>make ARCH=</c>, for e_machine (include/uapi/linux/elf-em.h).
    /// </summary>
    public static string? ArchitectureOf(ushort machine) => machine switch
    {
        3 => "i386",
        62 => "x86_64",
        8 => "mips",
        20 or 21 => "powerpc",
        22 => "s390",
        40 => "arm",
        183 => "arm64",
        243 => "riscv",
        258 => "loongarch",
        _ => null,
    };
}
