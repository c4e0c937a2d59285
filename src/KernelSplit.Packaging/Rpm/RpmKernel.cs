using System.Globalization;
using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;
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
    public string Flavor { get; init; } = FlavorOf(Name);

    public string FullName(string package) => $"{Name}-{package}";

    internal static string FlavorOf(string name) =>
        name.StartsWith("kernel-", StringComparison.Ordinal) ? name["kernel-".Length..] : name;
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
    /// <summary>The directory that the kernel's files are installed to.</summary>
    public string ModulesDirectory => $"{Conventions.ModulesRoot}/{Plan.Release}";

    /// <summary>The kernel's release in the form that RPM can compare.</summary>
    public string UnameVersion => RpmNaming.Version(Plan.Release);

    /// <summary>Seconds since 1970, for <c>SOURCE_DATE_EPOCH</c>.</summary>
    public string Epoch => Time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>The capability that a package provides in each release, with the release as its version.</summary>
    public string UnameCapability(string package) => $"{Identity.FullName(package)}-uname-r";

    internal PackageReach Reach => new(Plan.Packages);
}
