using KernelSplit.Foundation;
using KernelSplit.Host.Machine;
using KernelSplit.Packaging.Rpm;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Building.Pipelines;

/// <summary>Writes a spec with its sources from project files, for others to build.</summary>
/// <param name="projects">
/// One or several with the same kernel source and package map, for different targets or architectures.
/// </param>
/// <param name="data">The directories of targets, maps and templates.</param>
/// <param name="stages">Shows the progress.</param>
public sealed class SpecPipeline(IReadOnlyList<Project> projects, DataDirectories data, Stages stages)
{
    /// <param name="output">Receives the spec and its sources.</param>
    /// <param name="forBuildService">Whether _service fetches the kernel source.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The spec, and remarks on the kernels' configuration.</returns>
    public async Task<(string Spec, IReadOnlyList<Diagnostic> Remarks)> Write(
        string output, bool forBuildService, CancellationToken cancellation)
    {
        RequireOneSource();
        if (!forBuildService && projects.DistinctBy(project => project.Name).ElementAtOrDefault(1) is { } other)
        {
            throw new InvalidInputException(
                other.File, $"a spec builds kernels of one name, and {projects[0].File} has another",
                "Write a spec for each, or use --format obs, where each is a flavor");
        }

        var remarks = new List<Diagnostic>();
        var kernels = new List<SourceKernel>();
        var first = new KernelPipeline(projects[0], Cache.OfThisUser(), stages, Environment.ProcessorCount);
        var source = await first.Source(cancellation);
        foreach (var project in projects)
        {
            var configured = await new KernelPipeline(project, Cache.OfThisUser(), stages, Environment.ProcessorCount)
                .Config(source, cancellation);
            remarks.AddRange(configured.Remarks);
            kernels.Add(new SourceKernel(project, configured.Config));
        }

        var map = PackageMapReader.Read(projects[0].PackageMap, data);
        var spec = new SourceSpec(
            kernels, RpmNaming.OfKernel(source.Version), map, RpmDataFiles.Conventions(projects[0].PackagesFor, data),
            BuildRequires(),
            source.Time,
            forBuildService ? ".tar" : ".tar.gz")
        {
            HasDevel = File.Exists(Path.Combine(source.Root, "scripts/package/install-extmod-build")),
        };
        var file = await stages.Run("spec", async _ =>
        {
            var written = await SourceSpecDirectory.Write(
                spec, RpmDataFiles.SourceTemplates(data), data, forBuildService ? null : source.Root, output,
                    cancellation);
            if (forBuildService)
                SourceSpecDirectory.WriteBuildService(spec, output);
            return (written, $"{string.Join(", ", spec.Flavors)} of Linux {source.Version}");
        });
        return (file, remarks);
    }

    private void RequireOneSource()
    {
        foreach (var other in projects.Skip(1))
        {
            Same(other, "kernel", project => project.Kernel);
            Same(other, "package-map", project => project.PackageMap);
            Same(other, "release", project => project.Release);
            Same(other, "distribution", project => project.PackagesFor);
        }

        if (projects.GroupBy(project => (project.Name, project.Architecture))
            .FirstOrDefault(alike => alike.Count() > 1) is { } twice)
            throw new InvalidInputException(
                twice.Last().File,
                $"{twice.First().File} has the same name and arch", "A spec builds each kernel once");
    }

    private void Same(Project other, string key, Func<Project, string> value)
    {
        if (value(other) != value(projects[0]))
        {
            throw new InvalidInputException(
                other.File, $"\"{key}\" differs from {projects[0].File}",
                "A spec builds from one kernel source and splits by one map");
        }
    }

    private IReadOnlyList<string> BuildRequires() =>
    [
        .. projects.SelectMany(project => Need.ToBuild(project.Architecture))
            .Select(need =>
                projects[0].PackagesFor == Project.Suse
                    ? need.Zypper
                    : need.Dnf).Distinct().Order(StringComparer.Ordinal),
    ];
}
