using KernelSplit.Modules.Depmod;

namespace KernelSplit.Packaging.Checks;

/// <summary>What lies in lib/modules/RELEASE beside modules. Paths are below that folder.</summary>
internal static class KernelFiles
{
    /// <summary>The image for kernel-install(8), and what depmod reads beside the modules (kmod, tools/depmod.c).</summary>
    public static IReadOnlyList<string> Required { get; } = ["vmlinuz", "modules.order", "modules.builtin"];

    // Beside those: scripts/Makefile.modinst and vdso_install of the kernel, kernel-install(8), Fedora's kernel.spec.
    private static readonly string[] Files = ["System.map", "config", "devicetree", ".vmlinuz.hmac"];
    private static readonly string[] Beginnings = ["modules.", "symvers", "dtb/", "vdso/"];

    /// <summary>Whether depmod writes it on each machine.</summary>
    public static bool IsDepmods(string path) => DepmodFiles.Names.Contains(path);

    /// <summary>Whether it may be a file of depmod's: those of kmod's later versions have names that we don't know.</summary>
    public static bool MayBeDepmods(string path) => path.StartsWith("modules.", StringComparison.Ordinal);

    public static bool IsKnown(string path) => Required.Contains(path) || Files.Contains(path)
        || Beginnings.Any(beginning => path.StartsWith(beginning, StringComparison.Ordinal));
}
