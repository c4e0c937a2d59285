using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Packaging.Rpm;

/// <summary>One kernel of a spec that builds from source.</summary>
/// <param name="Project">Its name, architecture, packages and targets.</param>
/// <param name="Config">Path of its complete .config.</param>
public sealed record SourceKernel(Project Project, string Config)
{
    /// <summary>The .config's name among the sources.</summary>
    public string ConfigName => $"{Project.Name}-{Project.Architecture.Name}.config";

    /// <summary>Its project file's name in <see cref="SourceSpec.DataName"/>.</summary>
    public string ProjectName => $"{Project.Name}-{Project.Architecture.Name}.yaml";

    /// <summary>The name that distinguishes it from the project's other kernels.</summary>
    public string Flavor => Project.Flavor;
}

/// <summary>A spec that builds kernels from source and has <c>kernelsplit</c> split them in %install.</summary>
/// <param name="Kernels">One or several, built from the same kernel source and split by the same package map.</param>
/// <param name="Version">The version of the packages: <see cref="RpmNaming.OfKernel"/>.</param>
/// <param name="Map">The map.</param>
/// <param name="Conventions">The conventions of the target distribution.</param>
/// <param name="BuildRequires">The packages that the build requires on that distribution.</param>
/// <param name="Time">The changelog's date.</param>
/// <param name="TarballEnding">The suffix of the kernel source's file, such as <c>.tar.gz</c>.</param>
public sealed record SourceSpec(
    IReadOnlyList<SourceKernel> Kernels,
    string Version,
    PackageMap Map,
    RpmConventions Conventions,
    IReadOnlyList<string> BuildRequires,
    DateTimeOffset Time,
    string TarballEnding)
{
    /// <summary>The tarball with fragments/, package-maps/ and kernel-spec/, and the directory in it.</summary>
    public const string DataName = "kernelsplit-data";

    /// <summary>Kernels of different names are built separately from the same spec.</summary>
    public IReadOnlyList<string> Flavors =>
        [.. Kernels.Select(kernel => kernel.Flavor).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether it is a release candidate.</summary>
    public bool IsCandidate => Version.Contains("~rc", StringComparison.Ordinal);

    /// <summary>The kernel's tag in git: v6.12 of 6.12.0, v6.13-rc3 of 6.13~rc3.</summary>
    public string Tag => $"v{(Version.EndsWith(".0", StringComparison.Ordinal) && Version.Count(c => c == '.') == 2
        ? Version[..^2] : Version.Replace('~', '-'))}";

    /// <summary>Whether the kernel can install what modules outside of it are built with: since 6.4.</summary>
    public required bool HasDevel { get; init; }

    /// <summary>The file name of the kernel source.</summary>
    public string TarballName => $"linux-{Version}{TarballEnding}";

    /// <summary>The map's path in <see cref="DataName"/>.</summary>
    public string MapFile => $"package-maps/{Path.GetFileName(First.PackageMap)}";

    private Project First => Kernels[0].Project;

    /// <inheritdoc cref="RpmSpec.Render(RpmTemplates, RpmKernel)"/>
    public string Render(RpmTemplates templates) =>
        RpmSpec.Render(templates, new Dictionary<string, object>(RpmSpec.Model(Packages(), fromSource: true))
        {
            ["version"] = Version,
            ["release"] = First.Release,
            ["multibuild"] = Flavors.Count > 1,
            ["devel"] = HasDevel,
            ["package"] = First.Name,
            ["tarball"] = $"linux-%{{version}}{TarballEnding}",
            ["data"] = $"{DataName}.tar.gz",
            ["distribution"] = First.PackagesFor,
            ["architectures"] = string.Join(' ', Kernels.Select(kernel => kernel.Project.Architecture.Name).Distinct()),
            ["buildRequires"] = BuildRequires.ToArray(),
            ["packageNames"] = string.Join(' ', Map.Packages.Select(package => package.Name)),
            ["kernels"] = Kernels.DistinctBy(kernel => kernel.Flavor).Select(kernel => new Dictionary<string, object>
            {
                ["flavor"] = kernel.Flavor,
                ["name"] = kernel.Project.Name,
                ["multibuild"] = Flavors.Count > 1,
                ["localVersion"] = kernel.Project.LocalVersionOf("%{release}", "%{_target_cpu}"),
            }).ToArray(),
            ["configs"] = Kernels.Select((kernel, index) => new Dictionary<string, object>
            {
                ["number"] = index + 2,
                ["file"] = kernel.ConfigName,
                ["name"] = kernel.Project.Name,
                ["architecture"] = kernel.Project.Architecture.Name,
                ["kbuildName"] = kernel.Project.Architecture.KbuildName,
            }).ToArray(),
        });

    /// <summary>
    /// The packages as they are known before the build: RPM macros take the place of what the build determines.
    /// </summary>
    private RpmKernel Packages()
    {
        // SUSE's scriptlets take it apart at the last dash.
        var uname = Conventions.IsSuse
            ? "%{kernel_version}-%{release}-%{kernel_flavor}"
            : "%{kernel_version}%{kernel_localversion}";
        var identity = new PackageIdentity("%{kernel_name}", "%{version}", "%{release}", "%{_target_cpu}")
        {
            Flavor = "%{kernel_flavor}",
            BaseOfKmps = Conventions.IsSuse ? Map.Base.Name : null,
        };
        return new RpmKernel(
            new Plan(uname, Map.Name, Map.Packages, [], []), new ModuleTree(uname, []), identity, Conventions, Time,
            [])
        {
            IsPurgeable = true,
        };
    }
}
