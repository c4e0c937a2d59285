using KernelSplit.Foundation;
using KernelSplit.Splitting;

namespace KernelSplit.Packaging.Rpm;

/// <summary>RPM name, version, release and architecture of a prebuilt kernel.</summary>
public static class RpmNaming
{
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
    /// <param name="name">The packages' common name.</param>
    /// <param name="release">RPM's release, to override it.</param>
    /// <exception cref="InvalidInputException">The name, release or architecture is invalid in RPM.</exception>
    public static PackageIdentity Of(string uname, string? kbuildArchitecture, string name, string? release)
    {
        var architecture = RpmArchitecture(kbuildArchitecture)
            ?? throw new InvalidInputException(uname, "no RPM architecture is known for this kernel");
        if (!PackageName.IsValid(name))
            throw new InvalidInputException("--name", $"\"{name}\" is not a valid package name", PackageName.Hint);
        var (version, rest) = Halves(uname, architecture);
        if (!PackageName.IsVersion(version) || !PackageName.IsKernelRelease(uname))
            throw new InvalidInputException(uname, "not a valid version in RPM");
        release ??= rest;
        if (!PackageName.IsVersion(release))
        {
            throw new InvalidInputException(
                "--release", $"\"{release}\" is not a valid RPM release",
                $"{PackageName.VersionHint}, such as --release 1");
        }

        return new PackageIdentity(name, version, release, architecture);
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
