namespace KernelSplit.Foundation;

/// <summary>A machine architecture with the names that RPM and kbuild use for it.</summary>
/// <param name="Name">The name used by RPM and uname.</param>
/// <param name="KbuildName">kbuild's <c>ARCH=</c>.</param>
/// <param name="Image">
/// The bootable image, relative to the build directory (the kernel's arch/*/Makefile, <c>KBUILD_IMAGE</c>).
/// </param>
/// <param name="CrossCompiler">The prefix of the GNU toolchain for it.</param>
public sealed record Architecture(string Name, string KbuildName, string Image, string CrossCompiler)
{
    public static IReadOnlyList<Architecture> All { get; } =
    [
        new("x86_64", "x86_64", "arch/x86/boot/bzImage", "x86_64-linux-gnu-"),
        new("i686", "i386", "arch/x86/boot/bzImage", "i686-linux-gnu-"),
        new("aarch64", "arm64", "arch/arm64/boot/Image.gz", "aarch64-linux-gnu-"),
    ];

    /// <summary>The QEMU program that emulates it.</summary>
    public string Emulator => $"qemu-system-{(Name == "i686" ? "i386" : Name)}";

    /// <summary>The architecture with this kbuild name; null if we don't build for it.</summary>
    public static Architecture? OfKbuild(string? name) =>
        All.FirstOrDefault(architecture => architecture.KbuildName == name);

    /// <summary>The architecture of this machine; null if we don't build for it.</summary>
    public static Architecture? OfThisMachine { get; } =
        System.Runtime.InteropServices.RuntimeInformation.OSArchitecture switch
        {
            System.Runtime.InteropServices.Architecture.X64 => All[0],
            System.Runtime.InteropServices.Architecture.X86 => All[1],
            System.Runtime.InteropServices.Architecture.Arm64 => All[2],
            _ => null,
        };
}
