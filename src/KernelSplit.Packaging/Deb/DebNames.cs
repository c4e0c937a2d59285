using System.Text.RegularExpressions;
using KernelSplit.Foundation;
using KernelSplit.Packaging.Rpm;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Packaging.Deb;

/// <summary>
/// The names of a plan's Debian packages (Debian policy 5.6.1 and 5.6.12). Names end with the release, so that releases
/// can be installed side by side, and so that apt's autoremove keeps all packages of the running kernel: it looks for
/// <c>linux-image-RELEASE</c> and then for all names that end with <c>-RELEASE</c>.
/// </summary>
public sealed partial class DebNames
{
    private readonly Plan _plan;
    private readonly string _name;

    /// <exception cref="InvalidInputException">A name or the version is invalid in Debian.</exception>
    public DebNames(Plan plan, PackageIdentity identity)
    {
        _plan = plan;
        // Names begin with "linux-" already.
        _name = Allowed(
            identity.Name
                .StartsWith("kernel-", StringComparison.Ordinal) ? identity.Name["kernel-".Length..] : identity.Name);
        Version = $"{identity.Version.Replace('_', '.')}-{identity.Release}";
        Architecture = DebArchitecture.Of(identity.Architecture);
        if (!ValidVersion().IsMatch(Version))
            throw new InvalidInputException(
                Version, "not a valid Debian version", "Use letters, digits and . + ~ in --release");
        foreach (var package in plan.Packages.SelectMany(package =>
            new[] { Of(package.Name), Latest(package.Name) }).Append(Source))
        {
            if (!ValidName().IsMatch(package))
            {
                throw new InvalidInputException(
                    package, "not a valid Debian package name",
                    "Use letters, digits and . + - in --name and in the map's package names");
            }
        }
    }

    public string Source => $"linux-{_name}";

    public string Version { get; }

    public string Architecture { get; }

    /// <summary>The package of this release: <c>linux-image-6.12.1</c>, <c>linux-modules-gpu-6.12.1</c>.</summary>
    public string Of(string package) =>
        IsBase(package)
            ? $"linux-image-{Allowed(_plan.Release)}"
            : $"linux-modules-{Allowed(package)}-{Allowed(_plan.Release)}";

    /// <summary>
    /// The metapackage that depends on the newest release: <c>linux-image-cloud-core</c>,
    /// <c>linux-modules-cloud-gpu</c>.
    /// </summary>
    public string Latest(string package) =>
        $"linux-{(IsBase(package) ? "image" : "modules")}-{_name}-{Allowed(package)}";

    public string FileName(string package) => $"{package}_{Version}_{Architecture}.deb";

    private bool IsBase(string package) => package == _plan.Base.Name;

    private static string Allowed(string text) => text.ToLowerInvariant().Replace('_', '-');

    [GeneratedRegex(@"^[a-z0-9][a-z0-9+.-]+\z")]
    private static partial Regex ValidName();

    [GeneratedRegex(@"^[0-9][A-Za-z0-9.+~-]*\z")]
    private static partial Regex ValidVersion();
}
