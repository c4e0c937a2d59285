using KernelSplit.Splitting.Machines;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Booting;

/// <summary>What is booted.</summary>
/// <param name="Kernel">The kernel, with all of its packages.</param>
/// <param name="Inputs">Its files, as <see cref="Modules.ModuleTreeReader.Read"/> takes them.</param>
/// <param name="Packages">The packages that are installed, as <paramref name="Kernel"/> names them.</param>
/// <param name="Targets">The target, after those that it includes.</param>
public sealed record BootRequest(
    PackagedKernel Kernel, IReadOnlyList<string> Inputs, IReadOnlyList<string> Packages, IReadOnlyList<Target> Targets)
{
    /// <summary>A machine of QEMU; null for the target's first that QEMU has.</summary>
    public string? Machine { get; init; }

    /// <summary>Whether the guest also has devices that hosts pass through.</summary>
    public bool HasPassedThrough { get; init; }

    /// <summary>A QEMU program; null for the one of the kernel's architecture.</summary>
    public string? Qemu { get; init; }

    /// <summary>A static busybox for the guest, or a package with one; null for this machine's.</summary>
    public string? Busybox { get; init; }

    /// <summary>What is accepted besides what the target accepts.</summary>
    public IReadOnlyList<Waiver> Waivers { get; init; } = [];

    /// <summary>Where the guest's console is kept: RELEASE-TARGET-MACHINE.log, with the packages behind it.</summary>
    public required string LogDirectory { get; init; }

    public Target Target => Targets[^1];
}
