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
    public string Flavor => PackageIdentity.FlavorOf(Project.Name);
}

/// <summary>A spec that builds kernels from source and has <c>kernelsplit</c> split them in %install.</summary>
/// <param name="Kernels">One or several, built from the same kernel source and split by the same package map.</param>
/// <param name="Version">The kernel's version.</param>
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
            ["multibuild"] = Flavors.Count > 1,
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
        const string uname = "%{version}-%{release}.%{_target_cpu}";
        var identity = new PackageIdentity("%{kernel_name}", Version, First.Release, "%{_target_cpu}")
        {
            Flavor = "%{kernel_flavor}",
        };
        return new RpmKernel(
            new Plan(uname, Map.Name, Map.Packages, [], []), new ModuleTree(uname, []), identity, Conventions, Time,
            []);
    }
}
