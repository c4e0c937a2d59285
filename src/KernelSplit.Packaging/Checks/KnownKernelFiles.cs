using KernelSplit.Modules.Depmod;

namespace KernelSplit.Packaging.Checks;

/// <summary>The known files in lib/modules/RELEASE other than modules. Paths are relative to it.</summary>
internal static class KnownKernelFiles
{
    /// <summary>The image for kernel-install(8), and the files that depmod reads (kmod, tools/depmod.c).</summary>
    public static IReadOnlyList<string> Required { get; } = ["vmlinuz", "modules.order", "modules.builtin"];

    // From the kernel's scripts/Makefile.modinst and vdso_install, kernel-install(8), and Fedora's kernel.spec.
    private static readonly string[] Files = ["System.map", "config", "devicetree", ".vmlinuz.hmac"];
    private static readonly string[] Beginnings = ["modules.", "symvers", "vdso/"];

    /// <summary>Whether depmod creates it on each machine.</summary>
    public static bool IsDepmods(string path) => DepmodFiles.Names.Contains(path);

    /// <summary>Whether depmod may create it: later versions of kmod may have files that aren't known here.</summary>
    public static bool MayBeDepmods(string path) => path.StartsWith("modules.", StringComparison.Ordinal);

    public static bool IsKnown(string path) => Required.Contains(path) || Files.Contains(path)
        || Beginnings.Any(beginning => path.StartsWith(beginning, StringComparison.Ordinal));
}
