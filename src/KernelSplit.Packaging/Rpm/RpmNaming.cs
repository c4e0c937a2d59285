using System.Text.RegularExpressions;
using KernelSplit.Foundation;

namespace KernelSplit.Packaging.Rpm;

/// <summary>What RPM calls a kernel that somebody else built and named for another package manager.</summary>
public static partial class RpmNaming
{
    // Those that RPM calls otherwise than kbuild, beside the ones that we build for (rpm's rpmrc, arch_canon).
    private static readonly Dictionary<string, string> Architectures = new()
    {
        ["arm"] = "armv7hl",
        ["powerpc"] = "ppc64le",
        ["s390"] = "s390x",
        ["riscv"] = "riscv64",
        ["loongarch"] = "loongarch64",
    };

    /// <param name="uname">
    /// The kernel's release. What is before its first <c>-</c> becomes the version; the rest, without RPM's architecture,
    /// becomes the release, behind <c>1.</c> where it doesn't begin with a number, so that a later one compares as newer.
    /// </param>
    /// <param name="kbuildArchitecture">As in <c>make ARCH=</c>.</param>
    /// <param name="name">The packages' common name.</param>
    /// <param name="release">RPM's release where the user wants another.</param>
    /// <exception cref="InvalidInputException">RPM can't have such a name, release or architecture.</exception>
    public static PackageIdentity Of(string uname, string? kbuildArchitecture, string name, string? release)
    {
        var architecture = RpmArchitecture(kbuildArchitecture)
            ?? throw new InvalidInputException(uname, "RPM's name for its architecture isn't known");
        if (!Name().IsMatch(name))
            throw new InvalidInputException("--name", $"\"{name}\" is no name of an RPM", "Use letters, digits and . _ + -");
        var (version, rest) = Halves(uname, architecture);
        if (!Word().IsMatch(version) || !Word().IsMatch(uname.Replace('-', '.')))
            throw new InvalidInputException(uname, "no release of a kernel that RPM can name");
        release ??= rest;
        if (!Word().IsMatch(release))
            throw new InvalidInputException("--release", $"\"{release}\" is no release of an RPM", "Use letters, digits and . _ + ~ ^, such as --release 1");
        return new PackageIdentity(name, version, release, architecture);
    }

    /// <summary>
    /// A kernel's release as RPM compares it: a version and a release with one <c>-</c> between them, further ones
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
        // A release candidate comes before its release.
        return (uname[..dash], rest.StartsWith("rc", StringComparison.Ordinal) ? $"0.{rest}" : char.IsAsciiDigit(rest.FirstOrDefault()) ? rest : $"1.{rest}");
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._+-]*$")]
    private static partial Regex Name();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._+~^]*$")]
    private static partial Regex Word();
}
