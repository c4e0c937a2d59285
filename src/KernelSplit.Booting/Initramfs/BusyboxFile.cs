using KernelSplit.Foundation;
using KernelSplit.Modules;

namespace KernelSplit.Booting.Initramfs;

/// <summary>The program that guests work with.</summary>
internal static class BusyboxFile
{
    private const string Program = "bin/busybox";

    /// <param name="named">The program, or a package that has it; null for this machine's.</param>
    /// <param name="architecture">The guest's.</param>
    /// <exception cref="InvalidInputException">It is missing, for another processor, or not static.</exception>
    public static byte[] Read(string? named, Architecture architecture)
    {
        var file = named ?? $"/{Program}";
        var bytes = named is not null && KernelPackage.Read(named) is not null
            ? KernelPackage.ReadFile(named, [Program, $"usr/{Program}"])
            : File.Exists(file) ? File.ReadAllBytes(file) : null;
        if (bytes is null)
            throw new InvalidInputException(file, $"no {Program}", "Debian's package busybox-static has it");
        var program = ElfProgram.Read(bytes);
        if (program?.Architecture != architecture.KbuildName)
        {
            throw new InvalidInputException(
                file, $"not a program for {architecture.Name}",
                "Give one with --busybox: the file, or Debian's package busybox-static for that architecture");
        }

        return program.IsStatic ? bytes : throw new InvalidInputException(
            file, "it needs shared libraries, which the guest doesn't have", "Debian's package busybox-static doesn't");
    }
}
