using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Splitting.Projects;

/// <summary>What kernelsplit.yaml says: which kernel, for which targets, split into what.</summary>
/// <param name="File">The kernelsplit.yaml it was read from.</param>
/// <param name="Name">The packages' common name; they are called <c>name-core</c>, <c>name-gpu</c> and so on.</param>
/// <param name="Release">The packages' release, as RPM means it: it counts the builds of one kernel version.</param>
/// <param name="Kernel"><c>distribution</c>, or the path of a source directory or tarball.</param>
/// <param name="Architecture">What to build for.</param>
/// <param name="Targets">Directories under fragments/, in the order in which their fragments apply.</param>
/// <param name="Config">Paths of fragments of its own, which apply after the targets'.</param>
/// <param name="Waivers">Required devices and modules that this kernel may lack.</param>
/// <param name="PackageMap">Path of the package map.</param>
/// <param name="PackagesFor">The distribution whose conventions the packages follow, one of
/// <see cref="Distributions"/>.</param>
/// <param name="Build">How to compile it; the result is the same.</param>
public sealed record Project(
    string File,
    string Name,
    string Release,
    string Kernel,
    Architecture Architecture,
    IReadOnlyList<Target> Targets,
    IReadOnlyList<string> Config,
    IReadOnlyList<Waiver> Waivers,
    string PackageMap,
    string PackagesFor,
    BuildSettings Build)
{
    /// <summary>The distributions whose conventions are known; the first is the default.</summary>
    public static readonly IReadOnlyList<string> Distributions = ["fedora", Suse];

    public const string Suse = "suse";

    private const string Kernels = "kernel";

    /// <summary>
    /// What <c>uname -r</c> has behind the kernel's version: RPM's release and, because kernels of several flavors can
    /// be installed beside each other, the flavor.
    /// </summary>
    public string LocalVersion => LocalVersionOf(Release, Architecture.Name);

    /// <summary>The same for a release and an architecture that may be macros of RPM.</summary>
    public string LocalVersionOf(string release, string architecture) => PackagesFor == Suse
        ? $"-{release}-{Flavor}"
        : $"-{release}.{architecture}{(Name == Kernels ? "" : $"+{Flavor}")}";

    /// <summary>The name without <c>kernel-</c>.</summary>
    public string Flavor => FlavorOf(Name);

    /// <summary>The flavor of a kernel's packages with this common name.</summary>
    public static string FlavorOf(string name) =>
        name.StartsWith($"{Kernels}-", StringComparison.Ordinal) ? name[(Kernels.Length + 1)..] : name;

    /// <summary>kernel source from the distribution's own source package.</summary>
    public const string Distribution = "distribution";

    /// <summary>
    /// The fragments of all targets, in order, each common one before the architecture's; then the project's own.
    /// </summary>
    public IReadOnlyList<string> Fragments =>
        [.. Targets.SelectMany(target => target.Fragments(Architecture)), .. Config];

    /// <summary>What core must serve; of what the project waives, what this kernel has a driver for.</summary>
    public IReadOnlyList<Requirement> Contract => [.. Targets.SelectMany(target => target.Contract(Architecture))];

    /// <summary>The part of the contract that a waiver is about.</summary>
    public IReadOnlyList<Requirement> Waived =>
        [.. Contract.Where(requirement => Waivers.Any(waiver => waiver.IsAbout(requirement.Name)))];
}
