using KernelSplit.Cli.Output;
using KernelSplit.Diagnostics;
using KernelSplit.Footprint.Snapshots;
using KernelSplit.Footprint.Touching;
using KernelSplit.Modules.Makefiles;
using KernelSplit.Modules.Makefiles.Sources;

namespace KernelSplit.Cli.Footprints;

/// <summary>Asks a kernel's source which packages of a snapshot a change touches.</summary>
internal static class Touches
{
    /// <param name="kernel">The snapshot.</param>
    /// <param name="place">Its name in an error.</param>
    /// <param name="source">The top of its source.</param>
    /// <param name="named">What <c>--touches</c> names: files, patches, lists, <c>-</c>.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="InvalidInputException">The snapshot doesn't say enough, or a patch can't be read.</exception>
    public static TouchReport Ask(Snapshot kernel, string place, string source, IReadOnlyList<string> named, CancellationToken cancellation)
    {
        if (kernel.Config.Count == 0)
            throw new InvalidInputException(place, "the snapshot has no .config, so nobody knows what it builds", "Take it of a kernel with its .config: boot/config-RELEASE beside the modules");
        var architecture = kernel.Architecture ?? throw new InvalidInputException(place, "the snapshot doesn't say what architecture it is for");
        var names = new SourceNames(source);
        using var input = Console.OpenStandardInput();
        var touched = named.SelectMany(one => TouchedFiles.Read(one, names, input)).DistinctBy(file => file.Path).ToList();
        return new Stages().Run("touches", stage =>
        {
            stage.Report(0, 0, "Makefiles");
            var makefiles = KernelMakefiles.Read(source, architecture);
            if (makefiles.Version is { } version && version != kernel.Version)
                Console.Error.WriteLine(Diagnostic.Warning(source, $"this is the source of Linux {version}, and the kernel is {kernel.Version}", "Files may have moved in between"));
            var progress = new ImmediateProgress<int>(read => stage.Report(read, 0, $"{read} files read for includes"));
            var sources = new KernelSources(source, architecture, makefiles, kernel.Config.GetValueOrDefault, progress, cancellation);
            var report = TouchReport.Of(kernel.Plan, touched, file => sources.ReachOf(file.Path, file.MayBeAbsent));
            return (report, sources.FilesRead == 0 ? $"{touched.Count} files, answered by Makefiles" : $"{touched.Count} files, {sources.FilesRead} read for includes");
        });
    }

    /// <summary>Prints a report: findings to standard error, the rest to standard output.</summary>
    /// <returns>The exit code: <see cref="ExitCode.WrongInput"/> when the source lacks a file.</returns>
    public static int Print(TouchReport report, bool json)
    {
        foreach (var missing in report.Missing)
            Console.Error.WriteLine(missing);
        if (json)
        {
            using var output = Console.OpenStandardOutput();
            TouchJson.Write(output, report);
        }
        else
        {
            TouchText.Write(Console.Out, report);
        }

        return report.Missing.Count > 0 ? ExitCode.WrongInput : ExitCode.Fine;
    }
}
