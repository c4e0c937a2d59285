using System.Globalization;
using KernelSplit.Building.Builds;
using KernelSplit.Building.Configuring;
using KernelSplit.Building.Sources;
using KernelSplit.Foundation;
using KernelSplit.Host.Machine;
using KernelSplit.Kconfig;
using KernelSplit.Kconfig.Explaining;
using KernelSplit.Kconfig.Merging;
using KernelSplit.Splitting.Projects;

namespace KernelSplit.Building.Pipelines;

/// <summary>The first half of a run, from source to an installed kernel; every stage's result is kept by content.</summary>
public sealed class KernelPipeline(Project project, Cache cache, Stages stages, int jobs)
{
    public Task<KernelSource> Source(CancellationToken cancellation) => stages.Run("source", async stage =>
    {
        var source = await KernelSource.Get(project.Kernel, cache, stage.Line, cancellation);
        return (source, $"Linux {source.Version}, {source.Folder}");
    });

    /// <summary>Merges the fragments and lets kbuild complete them.</summary>
    public Task<ConfiguredKernel> Config(KernelSource source, CancellationToken cancellation) => stages.Run("config", async stage =>
    {
        var remarks = new List<Diagnostic>();
        var requests = MergedConfig.Read(project.Fragments);
        var toolchain = await KernelMake.Toolchain(project.Architecture, cancellation);
        var wanted = requests.RequestedValues.Select(request => request.ToConfigLine());
        var key = ContentKey.Of([source.Identity, project.Architecture.Name, toolchain, .. wanted]);
        var folder = await cache.Get("config", key, resumable: false, async folder =>
        {
            await KbuildConfig.Make(Make(source, folder), folder, requests, stage.Line, cancellation);
            // Only the answer is worth keeping, not kbuild's helpers around it.
            foreach (var helper in new DirectoryInfo(folder).EnumerateFileSystemInfos().Where(file => file.Name != ".config"))
                Delete(helper);
        });

        var config = Path.Combine(folder, ".config");
        var lost = CountLost(requests, ConfigText.ReadFile(config, remarks));
        if (lost > 0)
            remarks.AddRange(await Explain(source, requests, cancellation));
        var kernel = new ConfiguredKernel(source, config, toolchain, remarks);
        var closing = lost == 0
            ? $"{requests.RequestedValues.Count} requests from {project.Fragments.Count} fragments, all landed"
            : $"{requests.RequestedValues.Count} requests from {project.Fragments.Count} fragments, {lost} did not land";
        return (kernel, closing);
    });

    private static int CountLost(MergedConfig requests, IReadOnlyList<Assignment> config)
    {
        var values = config.ToDictionary(line => line.Symbol, line => line.Value, StringComparer.Ordinal);
        return requests.RequestedValues.Count(request => values.GetValueOrDefault(request.Symbol, Assignment.NotSet) != request.Value);
    }

    /// <summary>kbuild doesn't say why it left something out.</summary>
    private async Task<IReadOnlyList<Diagnostic>> Explain(KernelSource source, MergedConfig requests, CancellationToken cancellation)
    {
        var kernel = await KernelKconfig.Read(source.Folder, project.Architecture, Cross.Prefix(project.Architecture), cancellation);
        return DeepRecursion.Run(() =>
        {
            var config = new Explainer(kernel.Tree).Complete(requests, kernel.Base(BaseConfig.Tiny), BaseConfig.Tiny);
            return config.Verdicts.Where(verdict => verdict.IsMissing).Select(verdict => config.WithFix(verdict).ToDiagnostic()).ToList();
        });
    }

    /// <summary>Compiles and installs; returns the folder above lib/modules.</summary>
    public Task<BuiltKernel> Build(ConfiguredKernel kernel, CancellationToken cancellation) => stages.Run("build", async stage =>
    {
        var config = await File.ReadAllTextAsync(kernel.Config, cancellation);
        var key = ContentKey.Of(kernel.Source.Identity, kernel.Toolchain, project.Architecture.Name, LocalVersion, config);
        var wasThere = cache.Has("build", key);
        var compiled = 0;
        var folder = await cache.Get("build", key, resumable: true, async folder =>
        {
            var objects = Directory.CreateDirectory(Path.Combine(folder, "objects")).FullName;
            if (!File.Exists(Path.Combine(objects, ".config")))
                AtomicFile.Write(Path.Combine(objects, ".config"), config);
            stage.Line("counting what there is to compile");
            var progress = new ImmediateProgress<BuildProgress>(report =>
            {
                compiled = report.Done;
                stage.Report(report.Done, report.Total, report.Last);
            });
            await KernelBuild.Run(Make(kernel.Source, objects), folder, project.Architecture, progress, cancellation);
            Directory.Delete(objects, recursive: true);
        });
        var tree = Path.Combine(folder, "tree");
        var release = Path.GetFileName(Directory.EnumerateDirectories(Path.Combine(tree, "lib", "modules")).Single());
        var built = new BuiltKernel(kernel.Source, key, tree, release, Path.Combine(folder, KernelBuild.LogName));
        return (built, wasThere ? $"{release}, nothing changed" : string.Create(CultureInfo.InvariantCulture, $"{release}, {compiled} objects compiled"));
    });

    /// <summary>Makes <c>uname -r</c> read as RPM's version-release.arch.</summary>
    private string LocalVersion => $"-{project.Release}.{project.Architecture.Name}";

    private KernelMake Make(KernelSource source, string objects) => new(source, objects, project.Architecture, LocalVersion, jobs);

    private static void Delete(FileSystemInfo entry)
    {
        if (entry is DirectoryInfo { LinkTarget: null } folder)
            folder.Delete(recursive: true);
        else
            entry.Delete();
    }
}

/// <summary>A source with its .config.</summary>
/// <param name="Source">The source.</param>
/// <param name="Config">The .config that kbuild completed.</param>
/// <param name="Toolchain">The tools whose features it depends on.</param>
/// <param name="Remarks">Conflicts between fragments, and requests that did not land.</param>
public sealed record ConfiguredKernel(KernelSource Source, string Config, string Toolchain, IReadOnlyList<Diagnostic> Remarks);

/// <summary>A kernel that is compiled and installed into a folder.</summary>
/// <param name="Source">What it is built from.</param>
/// <param name="Key">Names it by what it is made from.</param>
/// <param name="Tree">The folder above lib/modules.</param>
/// <param name="Release">Its release.</param>
/// <param name="Log">kbuild's output.</param>
public sealed record BuiltKernel(KernelSource Source, string Key, string Tree, string Release, string Log);
