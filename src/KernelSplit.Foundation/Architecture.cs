namespace KernelSplit.Foundation;

/// <summary>One machine architecture under the names that RPM, kbuild and the kernel's image know it by.</summary>
/// <param name="Name">RPM's and uname's name.</param>
/// <param name="KbuildName">kbuild's <c>ARCH=</c>.</param>
/// <param name="Image">The bootable image below the build directory (the kernel's arch/*/Makefile, <c>KBUILD_IMAGE</c>).</param>
/// <param name="CrossCompiler">The prefix of GNU tools that build for it.</param>
public sealed record Architecture(string Name, string KbuildName, string Image, string CrossCompiler)
{
    public static IReadOnlyList<Architecture> All { get; } =
    [
        new("x86_64", "x86_64", "arch/x86/boot/bzImage", "x86_64-linux-gnu-"),
        new("i686", "i386", "arch/x86/boot/bzImage", "i686-linux-gnu-"),
        new("aarch64", "arm64", "arch/arm64/boot/Image.gz", "aarch64-linux-gnu-"),
    ];

    /// <summary>The one that kbuild calls so, or null when it is none that we build for.</summary>
    public static Architecture? OfKbuild(string? name) => All.FirstOrDefault(architecture => architecture.KbuildName == name);

    /// <summary>The machine's own, or null when it is none that we build for.</summary>
    public static Architecture? OfThisMachine { get; } = System.Runtime.InteropServices.RuntimeInformation.OSArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => All[0],
        System.Runtime.InteropServices.Architecture.X86 => All[1],
        System.Runtime.InteropServices.Architecture.Arm64 => All[2],
        _ => null,
    };
}
