using System.Globalization;
using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Packaging.Rpm;

/// <summary>What the packages are called and counted by.</summary>
/// <param name="Name">The common name; a package's full name is <c>Name-package</c>.</param>
/// <param name="Version">The kernel's version.</param>
/// <param name="Release">RPM's release.</param>
/// <param name="Architecture">RPM's architecture.</param>
public sealed record PackageIdentity(string Name, string Version, string Release, string Architecture)
{
    /// <summary>What SUSE calls a kernel's kind: the name without <c>kernel-</c>.</summary>
    public string Flavor { get; init; } = FlavorOf(Name);

    public string FullName(string package) => $"{Name}-{package}";

    internal static string FlavorOf(string name) => name.StartsWith("kernel-", StringComparison.Ordinal) ? name["kernel-".Length..] : name;
}

/// <summary>A kernel that RPMs are made of.</summary>
/// <param name="Plan">What goes where.</param>
/// <param name="Tree">The plan's kernel.</param>
/// <param name="Identity">How the packages are called.</param>
/// <param name="Conventions">The distribution they are for.</param>
/// <param name="Time">The files' time and the changelog's day, so that packages can be made again.</param>
/// <param name="Earlier">Plans of earlier releases, from which machines may be updated.</param>
public sealed record RpmKernel(
    Plan Plan, ModuleTree Tree, PackageIdentity Identity, RpmConventions Conventions, DateTimeOffset Time, IReadOnlyList<Plan> Earlier)
{
    /// <summary>Where the kernel's files are installed.</summary>
    public string ModulesFolder => $"{Conventions.ModulesRoot}/{Plan.Release}";

    /// <summary>What RPM compares as this kernel's release.</summary>
    public string UnameVersion => RpmNaming.Version(Plan.Release);

    /// <summary>Seconds since 1970, as <c>SOURCE_DATE_EPOCH</c> has them.</summary>
    public string Epoch => Time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>The capability that a package has in each release, to be compared with a release's version.</summary>
    public string UnameCapability(string package) => $"{Identity.FullName(package)}-uname-r";

    internal PackageReach Reach => new(Plan.Packages);
}
