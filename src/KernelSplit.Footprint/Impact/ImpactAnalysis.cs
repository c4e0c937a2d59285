using KernelSplit.Footprint.Snapshots;
using KernelSplit.Foundation;
using KernelSplit.Makefiles;
using KernelSplit.Makefiles.Sources;

namespace KernelSplit.Footprint.Impact;

/// <summary>Which packages of a release a change of the kernel's source reaches.</summary>
/// <param name="stages">Shows the progress.</param>
/// <param name="report">Gets warnings.</param>
public sealed class ImpactAnalysis(Stages stages, Action<Diagnostic> report)
{
    /// <param name="kernel">The release.</param>
    /// <param name="place">Its name in errors.</param>
    /// <param name="source">The top of its source.</param>
    /// <param name="named">Source files, patches, lists of files; <c>-</c> for one of these on the input.</param>
    /// <param name="input">What <c>-</c> means.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="InvalidInputException">The snapshot lacks what is needed, or a file can't be read.</exception>
    public TouchReport Run(
        Snapshot kernel, string place, string source, IReadOnlyList<string> named, Stream input, CancellationToken cancellation)
    {
        if (kernel.Config.Count == 0)
        {
            throw new InvalidInputException(
                place, "the snapshot has no .config, so it is unknown what the kernel builds",
                "Take it of a kernel with its .config: boot/config-RELEASE beside the modules");
        }

        var architecture = kernel.Architecture
            ?? throw new InvalidInputException(place, "the snapshot doesn't say what architecture it is for");
        var names = new SourceNames(source);
        var touched = named.SelectMany(one => TouchedFiles.Read(one, names, input)).DistinctBy(file => file.Path).ToList();
        return stages.Run("touches", stage =>
        {
            stage.Report(0, 0, "Makefiles");
            var makefiles = KernelMakefiles.Read(source, architecture);
            if (makefiles.Version is { } version && version != kernel.Version)
            {
                report(Diagnostic.Warning(
                    source, $"this is the source of Linux {version}, and the kernel is {kernel.Version}",
                    "Files may have moved in between"));
            }

            var progress = new ImmediateProgress<int>(read => stage.Report(read, 0, $"{read} files read for includes"));
            var sources = new KernelSources(
                source, architecture, makefiles, kernel.Config.GetValueOrDefault, progress, cancellation);
            var result = TouchReport.Of(kernel.Plan, touched, file => sources.ReachOf(file.Path, file.MayBeAbsent));
            var files = touched.Count == 1 ? "1 file" : $"{touched.Count} files";
            return (result, sources.FilesRead == 0
                ? $"{files}, answered by Makefiles"
                : $"{files}, {sources.FilesRead} read for includes");
        });
    }
}
