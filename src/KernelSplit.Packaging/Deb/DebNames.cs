using System.Text.RegularExpressions;
using KernelSplit.Foundation;
using KernelSplit.Packaging.Rpm;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Packaging.Deb;

/// <summary>
/// The names of a plan's Debian packages (Debian policy 5.6.1 and 5.6.12). Names end with the release, so that releases
/// can be installed side by side, and so that apt's autoremove keeps all packages of the running kernel: it keeps
/// whatever begins with <c>linux-</c> and ends with <c>-RELEASE</c>. No distribution has such a name: an upgrade must
/// not take these packages for newer versions of its own.
/// </summary>
public sealed partial class DebNames
{
    private const string Unsigned = "unsigned";

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
        // Ubuntu's linux-image-unsigned-RELEASE.
        if (_name == Unsigned)
            throw new InvalidInputException("--name", $"\"{_name}\" would give the names of Ubuntu's kernels");
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

    /// <summary>
    /// The virtual package of which one can be installed: the names under which Debian has this kernel. Its files are
    /// where ours are.
    /// </summary>
    public string Image => $"linux-image-{Allowed(_plan.Release)}";

    /// <summary>What distributions call the packages with this kernel's files.</summary>
    public IReadOnlyList<string> Others =>
    [
        Image, $"{Image}-{Unsigned}", $"linux-image-{Unsigned}-{Allowed(_plan.Release)}",
        $"linux-modules-{Allowed(_plan.Release)}", $"linux-modules-extra-{Allowed(_plan.Release)}",
    ];

    /// <summary>
    /// The package of this release: <c>linux-image-cloud-6.12.1</c>, <c>linux-modules-cloud-gpu-6.12.1</c>.
    /// </summary>
    public string Of(string package) =>
        $"{(IsBase(package) ? $"linux-image-{_name}" : Latest(package))}-{Allowed(_plan.Release)}";

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
