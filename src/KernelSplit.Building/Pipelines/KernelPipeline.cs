using System.Globalization;
using System.Text;
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

/// <summary>
/// The first half of a run, from source to an installed kernel; the result of each stage is cached by content.
/// </summary>
/// <param name="project">What to build.</param>
/// <param name="cache">Where.</param>
/// <param name="stages">Gets the progress.</param>
/// <param name="jobs">Number of parallel jobs; null for as many as the machines can run.</param>
public sealed class KernelPipeline(Project project, Cache cache, Stages stages, int? jobs)
{
    // What a person wrote is read before anything is downloaded.
    private readonly MergedConfig _requests = MergedConfig.Read(project.Fragments);

    public Task<KernelSource> Source(CancellationToken cancellation) => stages.Run("source", async stage =>
    {
        var source = await KernelSource.Get(project.Kernel, cache, stage, cancellation);
        return (source, $"Linux {source.Version}, {source.Root}");
    });

    /// <summary>Merges the fragments and lets kbuild complete them.</summary>
    public Task<ConfiguredKernel> Config(KernelSource source, CancellationToken cancellation) =>
        stages.Run("config", async stage =>
    {
        var remarks = new List<Diagnostic>();
        remarks.AddRange(_requests.Warnings);
        var toolchain = await KernelMake.Toolchain(project.Architecture, cancellation);
        var wanted = _requests.RequestedValues.Select(request => request.ToConfigLine());
        var key = ContentKey.Of([source.Identity, project.Architecture.Name, toolchain, .. wanted]);
        var (directory, _) = await cache.Get("config", key, resumable: false, async directory =>
        {
            await KbuildConfig.Make(
                Make(source, directory, CompilerLauncher.None), directory, _requests, stage.Line, cancellation);
            // Only the .config is kept, not kbuild's helper files.
            var files = new DirectoryInfo(directory).EnumerateFileSystemInfos();
            foreach (var helper in files.Where(file => file.Name != ".config"))
                Delete(helper);
        }, stage.Notice, cancellation);

        var config = Path.Combine(directory, ".config");
        var lines = ConfigText.ReadFile(config, remarks);
        // kbuild would build it, and then have neither modules nor symbol versions to install.
        if (!lines.Any(line => line.Symbol == "MODULES" && line.Value == "y"))
        {
            throw new InvalidInputException(
                project.File, "CONFIG_MODULES isn't set in the final .config, so there is nothing to split",
                "Add CONFIG_MODULES=y to a fragment");
        }

        var lost = CountLost(_requests, lines);
        if (lost > 0)
            remarks.AddRange(await Explain(source, _requests, cancellation));
        var kernel = new ConfiguredKernel(source, config, toolchain, remarks);
        var values = Count(_requests.RequestedValues.Count, "requested value");
        var fragments = Count(project.Fragments.Count, "fragment");
        var closing = lost == 0
            ? $"{values} from {fragments}, all in the final .config"
            : $"{values} from {fragments}, {lost} not in the final .config";
        return (kernel, closing);
    });

    private static int CountLost(MergedConfig requests, IReadOnlyList<Assignment> config)
    {
        var values = config.ToDictionary(line => line.Symbol, line => line.Value, StringComparer.Ordinal);
        return requests.RequestedValues.Count(request =>
            values.GetValueOrDefault(request.Symbol, Assignment.NotSet) != request.Value);
    }

    /// <summary>kbuild doesn't report why a value is not in the .config.</summary>
    private async Task<IReadOnlyList<Diagnostic>> Explain(
        KernelSource source, MergedConfig requests, CancellationToken cancellation)
    {
        var kernel = await KernelKconfig.Read(
            source.Root, project.Architecture, Cross.Prefix(project.Architecture), cancellation);
        return DeepRecursion.Run(() =>
        {
            var config = new Explainer(kernel.Tree).Complete(requests, kernel.Base(BaseConfig.Tiny), BaseConfig.Tiny);
            return config.WithFixes([.. config.Verdicts.Where(verdict => verdict.IsMissing)])
                .Select(verdict => MissingTools.Of([verdict]) is { Count: > 0 } tools
                    ? verdict.ToDiagnostic() with { Hint = Doctor.HowToInstall(tools) }
                    : verdict.ToDiagnostic()).ToList();
        });
    }

    /// <summary>Compiles and installs the kernel.</summary>
    public Task<BuiltKernel> Build(ConfiguredKernel kernel, CancellationToken cancellation) =>
        stages.Run("build", async stage =>
    {
        var config = await File.ReadAllTextAsync(kernel.Config, Encoding.Latin1, cancellation);
        var key = ContentKey.Of(
            kernel.Source.Identity, kernel.Toolchain, project.Architecture.Name, project.LocalVersion, config);
        var compiled = 0;
        var from = "";
        var (directory, isCached) = await cache.Get("build", key, resumable: true, async directory =>
        {
            var objects = Path.Combine(directory, "objects");
            var launching = Path.Combine(directory, "launcher");
            var used = objects + ".used";
            if (Directory.Exists(used))
            {
                Directory.Delete(used, recursive: true);
                return;
            }

            Directory.CreateDirectory(objects);
            if (!File.Exists(Path.Combine(objects, ".config")))
                AtomicFile.Copy(kernel.Config, Path.Combine(objects, ".config"));
            var launcher = await CompilerLauncher.Create(
                project.Build, project.Architecture, launching, cache.Root, stage.Notice, cancellation);
            stage.Line("counting the objects to compile");
            var progress = new ImmediateProgress<BuildProgress>(report =>
            {
                compiled = report.Done;
                stage.Report(report.Done, report.Total, report.Last);
            });
            await KernelBuild.Run(
                Make(kernel.Source, objects, launcher), directory, project.Architecture, progress, cancellation);
            from = launcher.Report();
            if (Directory.Exists(launching))
                Directory.Delete(launching, recursive: true);
            // Whoever is interrupted while deleting them doesn't go on with the rest of them.
            Directory.Move(objects, used);
            Directory.Delete(used, recursive: true);
        }, stage.Notice, cancellation);
        var tree = Path.Combine(directory, "tree");
        var release = Path.GetFileName(Directory.EnumerateDirectories(Path.Combine(tree, "lib", "modules")).Single());
        var built = new BuiltKernel(kernel.Source, key, tree, release, Path.Combine(directory, KernelBuild.LogName));
        var closing = isCached ? "nothing changed" : $"{Count(compiled, "object")} compiled";
        return (built, $"{release}, {closing}{(from.Length > 0 ? $" ({from})" : "")}");
    });

    private KernelMake Make(KernelSource source, string objects, CompilerLauncher launcher) => new(
        source, objects, project.Architecture, project.LocalVersion,
        jobs ?? launcher.Jobs ?? Environment.ProcessorCount, launcher);

    private static string Count(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    private static void Delete(FileSystemInfo entry)
    {
        if (entry is DirectoryInfo { LinkTarget: null } directory)
            directory.Delete(recursive: true);
        else
            entry.Delete();
    }
}

/// <summary>A kernel source with the .config to build it with.</summary>
/// <param name="Source">The source.</param>
/// <param name="Config">The .config that kbuild completed.</param>
/// <param name="Toolchain">The versions of the tools that the .config depends on.</param>
/// <param name="Remarks">Conflicts between fragments, and requested values that are not in the .config.</param>
public sealed record ConfiguredKernel(
    KernelSource Source, string Config, string Toolchain, IReadOnlyList<Diagnostic> Remarks);

/// <summary>A kernel that is compiled and installed in a directory.</summary>
/// <param name="Source">The source it is built from.</param>
/// <param name="Key">The cache key, made of everything it is built from.</param>
/// <param name="Tree">The directory above lib/modules.</param>
/// <param name="Release">As <c>uname -r</c> prints it.</param>
/// <param name="Log">kbuild's output.</param>
public sealed record BuiltKernel(KernelSource Source, string Key, string Tree, string Release, string Log);
