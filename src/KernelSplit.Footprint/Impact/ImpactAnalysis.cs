using KernelSplit.Footprint.Snapshots;
using KernelSplit.Foundation;
using KernelSplit.Makefiles;
using KernelSplit.Makefiles.Sources;

namespace KernelSplit.Footprint.Impact;

/// <summary>Finds the packages of a release that a change of the kernel source affects.</summary>
/// <param name="stages">Shows the progress.</param>
/// <param name="report">Receives warnings.</param>
public sealed class ImpactAnalysis(Stages stages, Action<Diagnostic> report)
{
    /// <param name="kernel">The release.</param>
    /// <param name="place">Its name in messages.</param>
    /// <param name="source">The top of its source.</param>
    /// <param name="named">Source files, patches, lists of files; <c>-</c> for standard input.</param>
    /// <param name="input">Standard input.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidInputException">
    /// The snapshot has no .config or architecture, or a file can't be read.
    /// </exception>
    public ImpactReport Run(
        Snapshot kernel, string place, string source, IReadOnlyList<string> named, Stream input,
        CancellationToken cancellation)
    {
        if (kernel.Config.Count == 0)
        {
            throw new InvalidInputException(
                place, "the snapshot has no .config, so it is unknown what the kernel builds",
                "Take the snapshot of a kernel with its .config, such as boot/config-RELEASE");
        }

        var architecture = kernel.Architecture
            ?? throw new InvalidInputException(place, "the snapshot has no architecture");
        var names = new SourceNames(source);
        var changed = named.SelectMany(one => ChangedFiles.Read(one, names, input)).DistinctBy(file => file.Path)
            .ToList();
        return stages.Run("touches", stage =>
        {
            stage.Report(0, 0, "Makefiles");
            var makefiles = KernelMakefiles.Read(source, architecture);
            if (makefiles.Version is { } version && version != kernel.Version)
            {
                report(Diagnostic.Warning(DiagnosticKind.Input,
                    source, $"source of Linux {version}, but the kernel is {kernel.Version}",
                    "Files may have moved between the two"));
            }

            var progress = new ImmediateProgress<int>(
                read => stage.Report(read, 0, $"{read} files scanned for includes"));
            var sources = new KernelSources(
                source, architecture, makefiles, kernel.Config.GetValueOrDefault, progress, cancellation);
            var result = ImpactReport.Of(kernel.Plan, changed, file => sources.ReachOf(file.Path, file.MayBeAbsent));
            var files = changed.Count == 1 ? "1 file" : $"{changed.Count} files";
            return (result, sources.FilesRead == 0
                ? $"{files}, resolved by Makefiles"
                : $"{files}, {sources.FilesRead} scanned for includes");
        });
    }
}
