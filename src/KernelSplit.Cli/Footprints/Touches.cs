using KernelSplit.Cli.Output;
using KernelSplit.Footprint.Impact;
using KernelSplit.Footprint.Snapshots;
using KernelSplit.Foundation;
using KernelSplit.Makefiles;
using KernelSplit.Makefiles.Sources;

namespace KernelSplit.Cli.Footprints;

/// <summary>Asks a kernel's source which packages of a snapshot a change touches.</summary>
internal static class Touches
{
    private const string StandardStream = "-";

    public static string[] Formats { get; } = ["json"];

    /// <param name="release">A snapshot, or a kernel that one is taken of on the way.</param>
    /// <param name="map">The package map, for a kernel that is no snapshot.</param>
    /// <param name="named">What <c>--touches</c> names: files, patches, lists, <c>-</c>.</param>
    /// <param name="source">The top of the kernel's source.</param>
    /// <param name="outputs">Reports of <see cref="Formats"/>.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static async Task<int> Run(
        string release, string? map, string[] named, string? source, IReadOnlyList<ReportOutput> outputs, CancellationToken cancellation)
    {
        if (source is null)
            throw new InvalidInputException("--touches", "what a file reaches stands in the kernel's source", "Add --source DIR");
        if (named.Length == 0)
            throw new InvalidInputException("--source", "only --touches needs the kernel's source", "Add --touches FILE");
        if (named.Append(release).Count(name => name == StandardStream) > 1)
            throw new InvalidInputException(StandardStream, "standard input can be read only once");

        var kernel = (await SnapshotArguments.Read([release], map, cancellation))[0];
        var report = Ask(kernel, release, source, named, cancellation);
        foreach (var missing in report.Missing)
            await Console.Error.WriteLineAsync(missing.ToString());
        foreach (var output in outputs)
            output.Write(TouchJson.Write(report));
        if (outputs.All(output => output.File != StandardStream))
            TouchText.Write(Console.Out, report);
        return report.Missing.Count > 0 ? ExitCode.WrongInput : ExitCode.Fine;
    }

    private static TouchReport Ask(Snapshot kernel, string place, string source, IReadOnlyList<string> named, CancellationToken cancellation)
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
            var files = touched.Count == 1 ? "1 file" : $"{touched.Count} files";
            return (report, sources.FilesRead == 0 ? $"{files}, answered by Makefiles" : $"{files}, {sources.FilesRead} read for includes");
        });
    }
}
