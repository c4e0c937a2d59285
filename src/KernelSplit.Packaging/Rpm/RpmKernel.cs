using System.Globalization;
using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Packaging.Rpm;

/// <summary>Name, version and release of the packages.</summary>
/// <param name="Name">The common name; a package's full name is <c>Name-package</c>.</param>
/// <param name="Version">The kernel's version.</param>
/// <param name="Release">RPM's release.</param>
/// <param name="Architecture">RPM's architecture.</param>
public sealed record PackageIdentity(string Name, string Version, string Release, string Architecture)
{
    /// <summary>SUSE's kernel flavor: the name without <c>kernel-</c>.</summary>
    public string Flavor { get; init; } = Project.FlavorOf(Name);

    /// <summary>
    /// The package with the kernel image, where the others are named like SUSE's modules outside of the kernel
    /// (KMPs): <c>gpu-kmp-cloud</c> for kernel-cloud. Only what is called so may go along when "zypper purge-kernels"
    /// removes a kernel (libzypp, PurgeKernels.cc).
    /// </summary>
    public string? BaseOfKmps { get; init; }

    /// <summary>Patterns of the packages' file names; those of other packages may match, too.</summary>
    public IEnumerable<string> FilePatterns =>
        BaseOfKmps is null ? [$"{Name}-*.rpm"] : [$"{Name}-*.rpm", $"*-kmp-{Flavor}-*.rpm"];

    public string FullName(string package) =>
        BaseOfKmps is null || package == BaseOfKmps ? $"{Name}-{package}" : $"{package}-kmp-{Flavor}";
}

/// <summary>A kernel to be packaged as RPMs.</summary>
/// <param name="Plan">The placement of its modules.</param>
/// <param name="Tree">The kernel's modules.</param>
/// <param name="Identity">Name, version and release of the packages.</param>
/// <param name="Conventions">The conventions of the target distribution.</param>
/// <param name="Time">The files' time stamp and the changelog's date, to make packages reproducible.</param>
/// <param name="Earlier">Plans of earlier releases that machines may be updated from.</param>
public sealed record RpmKernel(
    Plan Plan, ModuleTree Tree, PackageIdentity Identity, RpmConventions Conventions, DateTimeOffset Time,
    IReadOnlyList<Plan> Earlier)
{
    /// <summary>The directory that the kernel's files are installed to. Every RPM distribution has merged /lib into
    /// /usr/lib, and rpm-ostree accepts file triggers below /usr only.</summary>
    public string ModulesDirectory => $"/usr/lib/modules/{Plan.Release}";

    /// <summary>The files in /boot that tools make for this kernel on each machine. Package managers find the running
    /// kernel by the owner of its image there (libdnf: dnf_sack_running_kernel).</summary>
    public IReadOnlyList<string> BootFiles =>
    [
        $"/boot/vmlinuz-{Plan.Release}",
        Conventions.IsSuse ? $"/boot/initrd-{Plan.Release}" : $"/boot/initramfs-{Plan.Release}.img",
    ];

    /// <summary>
    /// Whether "zypper purge-kernels" recognises the running kernel as this package, and so doesn't remove it.
    /// </summary>
    public bool IsPurgeable { get; init; } = SuseRelease.Of(Plan.Release) is { } release
        && Identity.Name == $"kernel-{release.Flavor}" && Identity.Version == release.Version
        && Identity.Release == release.Release;

    /// <summary>The kernel's release in the form that RPM can compare.</summary>
    public string UnameVersion => RpmNaming.Version(Plan.Release);

    /// <summary>Seconds since 1970, for <c>SOURCE_DATE_EPOCH</c>.</summary>
    public string Epoch => Time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>The capability that a package provides in each release, with the release as its version.</summary>
    public string UnameCapability(string package) => $"{Identity.FullName(package)}-uname-r";

    internal PackageReach Reach => new(Plan.Packages);
}
