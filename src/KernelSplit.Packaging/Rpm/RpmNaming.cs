using KernelSplit.Foundation;
using KernelSplit.Splitting;

namespace KernelSplit.Packaging.Rpm;

/// <summary>RPM name, version, release and architecture of a prebuilt kernel.</summary>
public static class RpmNaming
{
    /// <summary>The packages' common name unless there is another.</summary>
    public const string DefaultName = "kernel-cloud";

    // Architectures with different names in RPM and kbuild, other than those we build for (rpm's rpmrc, arch_canon).
    private static readonly Dictionary<string, string> Architectures = new()
    {
        ["arm"] = "armv7hl",
        ["powerpc"] = "ppc64le",
        ["s390"] = "s390x",
        ["riscv"] = "riscv64",
        ["loongarch"] = "loongarch64",
    };

    /// <param name="uname">
    /// The kernel's release. The part before its first <c>-</c> becomes the version; the rest, without RPM's
    /// architecture, becomes the release, prefixed with <c>1.</c> unless it begins with a digit, so that later ones
    /// compare as newer.
    /// </param>
    /// <param name="kbuildArchitecture">As in <c>make ARCH=</c>.</param>
    /// <param name="name">The packages' common name; null for the usual one.</param>
    /// <param name="release">RPM's release, to override it.</param>
    /// <param name="suse">Whether they are named as SUSE's: <see cref="SuseRelease"/>.</param>
    /// <param name="basePackage">The package with the kernel image, by its short name.</param>
    /// <exception cref="InvalidInputException">The name, release or architecture is invalid in RPM.</exception>
    public static PackageIdentity Of(
        string uname, string? kbuildArchitecture, string? name, string? release, bool suse = false,
        string? basePackage = null)
    {
        var architecture = RpmArchitecture(kbuildArchitecture)
            ?? throw new InvalidInputException(uname, "no RPM architecture is known for this kernel");
        if (suse && uname.LastIndexOf('-') <= 0)
        {
            throw new InvalidInputException(
                uname, "SUSE's tools need a release with a flavor behind a dash: 6.12.9-1-default",
                "Build it with CONFIG_LOCALVERSION, or leave out --distribution suse");
        }

        var ofSuse = suse ? SuseRelease.Of(uname) : null;
        name ??= ofSuse is null ? DefaultName : $"kernel-{ofSuse.Flavor}";
        if (!PackageName.IsValid(name))
            throw new InvalidInputException("--name", $"\"{name}\" is not a valid package name", PackageName.Hint);
        var (version, rest) = ofSuse is null ? Halves(uname, architecture) : (ofSuse.Version, ofSuse.Release);
        if (!PackageName.IsVersion(version) || !PackageName.IsKernelRelease(uname))
            throw new InvalidInputException(uname, "not a valid version in RPM");
        release ??= rest;
        if (!PackageName.IsVersion(release))
        {
            throw new InvalidInputException(
                "--release", $"\"{release}\" is not a valid RPM release",
                $"{PackageName.VersionHint}, such as --release 1");
        }

        return new PackageIdentity(name, version, release, architecture)
        {
            BaseOfKmps = suse ? basePackage : null,
        };
    }

    /// <summary>
    /// A kernel's release in the form that RPM can compare: version and release, separated by the only <c>-</c>; others
    /// become dots.
    /// </summary>
    public static string Version(string uname)
    {
        var last = uname.LastIndexOf('-');
        return last < 0 ? uname : uname[..last].Replace('-', '.') + uname[last..];
    }

    /// <summary>
    /// RPM's version of a kernel's own, which has no dash: 6.13~rc3 of 6.13.0-rc3, which is older than 6.13.0.
    /// </summary>
    public static string OfKernel(string version) =>
        version.Replace(".0-rc", "~rc", StringComparison.Ordinal).Replace('-', '.');

    private static string? RpmArchitecture(string? kbuild) =>
        Architecture.OfKbuild(kbuild)?.Name
        ?? (kbuild is null ? null : Architectures.GetValueOrDefault(kbuild));

    private static (string Version, string Release) Halves(string uname, string architecture)
    {
        var dash = uname.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0)
            return (uname, "1");
        var rest = uname[(dash + 1)..].Replace('-', '.');
        if (rest.EndsWith($".{architecture}", StringComparison.Ordinal))
            rest = rest[..^(architecture.Length + 1)];
        // A release candidate is older than its release.
        return (
            uname[..dash],
            rest.StartsWith("rc", StringComparison.Ordinal) ? $"0.{rest}" : char
                .IsAsciiDigit(rest.FirstOrDefault()) ? rest : $"1.{rest}");
    }
}
