using System.CommandLine;
using KernelSplit.Cli.Inputs;
using KernelSplit.Cli.Output;
using KernelSplit.Devices.Naming;
using KernelSplit.Footprint.Changes;
using KernelSplit.Footprint.History;
using KernelSplit.Footprint.Impact;
using KernelSplit.Footprint.Reports;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Cli.Commands;

/// <summary>
/// <c>kernelsplit diff</c>: what changed between two releases of a split kernel, and whether it matters.
/// </summary>
internal static class DiffCommand
{
    private static readonly Dictionary<string, Func<Difference, string>> Formats = new()
    {
        ["html"] = HtmlReport.Write,
        ["json"] = DifferenceJson.Write,
        ["junit"] = DifferenceJUnit.Write,
        ["md"] = DifferenceMarkdown.Write,
    };

    private static readonly Dictionary<string, Func<Trend, string>> TrendFormats = new()
    {
        ["html"] = TrendHtml.Write,
        ["json"] = TrendJson.Write,
        ["md"] = TrendMarkdown.Write,
    };

    public static Command Create()
    {
        var releases = new Argument<string[]>("release")
        {
            Description = "The old release and the new one: snapshots, or a kernel's package or directory, of which a "
                + "snapshot is taken first; - is standard input. With more than two, print a trend",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<string[]>("--output", "-o")
        {
            Description = "Write a report, as FORMAT=FILE (repeatable); - is standard output. Formats: "
                + string.Join(", ", Formats.Keys),
        };
        var map = MapOption.Create("Package map, for kernels that aren't snapshots");
        var requireRules = new Option<bool>("--require-rules")
        {
            Description = "A new module that no rule matches is an error",
        };
        var delta = new Option<bool>("--delta")
        {
            Description =
                "Measure the ideal delta with zstd --patch-from (takes minutes; needs kernels, not snapshots)",
        };
        var json = new Option<bool>("--json") { Description = "Print the diff as JSON: the same as -o json=-" };
        var touches = new Option<string[]>("--touches")
        {
            Description = "Instead of comparing, report which modules and packages of the (last) release a change of "
                + "the kernel source affects. A source file, a patch or a list of files (repeatable); - is standard "
                + "input",
            DefaultValueFactory = _ => [],
        };
        var source = new Option<string?>("--source") { Description = "With --touches: the kernel source" };
        const string summary = "Report what changed between two releases of a split kernel and whether it matters: "
            + "sizes, modules, devices, configuration, and which packages to ship.";
        var command = new DocumentedCommand("diff", summary, """
            Exit codes: 0 fine, 1 a gate failed, 2 wrong input, 4 nothing to compare.

            Examples:
              kernelsplit diff v1.snapshot v2.snapshot
              kernelsplit diff linux-image-old.deb linux-image-new.deb
              kernelsplit diff v1.snapshot v2.snapshot -o md=comment.md -o junit=gates.xml
              kernelsplit diff archive/*.snapshot -o html=trend.html
              kernelsplit diff v2.snapshot --touches CVE-2026-1234.patch --source linux-6.12
            """)
        {
            releases, output, map, requireRules, delta, json, touches, source,
        };
        command.OnlyWith(touches, source);
        command.NotWith(touches, requireRules, delta);
        command.SetAction((parsed, cancellation) => Failure.Guard(() =>
        {
            var request = new Request(
                parsed.GetRequiredValue(releases),
                [.. parsed.GetValue(output) ?? [], .. parsed.GetValue(json) ? ["json=-"] : Array.Empty<string>()],
                parsed.GetValue(map), parsed.GetValue(requireRules), parsed.GetValue(delta));
            return parsed.GetRequiredValue(touches) is { Length: > 0 } files
                ? Impact(request, files, parsed.GetValue(source), cancellation)
                : Run(request, cancellation);
        }));
        return command;
    }

    private static async Task<int> Run(Request request, CancellationToken cancellation)
    {
        if (request.Releases.Length < 2)
            throw new InvalidInputException(
                request.Releases[0], "diff needs two releases", "Give the old one, then the new one");
        var reports = request.Reports(request.Releases.Length == 2 ? Formats.Keys : TrendFormats.Keys);
        if (request.WithDelta && request.Releases.Length > 2)
            throw new InvalidInputException("--delta", "can't be combined with more than two releases");
        var snapshots = await SnapshotArguments.Read(request.Releases, request.Map, cancellation);
        var names = DeviceNames.Load();
        var fragments = new FragmentIndex(DataDirectories.Here());
        var steps = snapshots.Zip(snapshots.Skip(1), (old, now) => new SnapshotComparison(old, now)
        {
            Today = DateOnly.FromDateTime(DateTime.Now),
            RequiresRules = request.RequiresRules,
            Names = names,
            FragmentsOf = fragments.Of,
        }.Run()).ToList();
        return snapshots.Count == 2
            ? Report(request.WithDelta ? await Measure(steps[0], request.Releases, cancellation) : steps[0], reports)
            : Report(new Trend(snapshots, steps), reports);
    }

    private static async Task<int> Impact(
        Request request, string[] files, string? source, CancellationToken cancellation)
    {
        if (source is null)
            throw new InvalidInputException("--touches", "needs the kernel source", "Add --source DIR");
        var release = request.Releases[^1];
        if (files.Append(release).Count(name => name == "-") > 1)
            throw new InvalidInputException("-", "standard input can be read only once");

        var outputs = request.Reports(["json"]);
        var kernel = (await SnapshotArguments.Read([release], request.Map, cancellation))[0];
        using var input = files.Contains("-") ? StandardInput.Open() : Stream.Null;
        var report = new ImpactAnalysis(Terminal.Stages(), Terminal.Report)
            .Run(kernel, release, source, files, input, cancellation);
        Terminal.Report(report.Missing);
        foreach (var output in outputs)
            output.Write(ImpactJson.Write(report));
        if (outputs.All(output => output.File != "-"))
            ImpactText.Write(Console.Out, report);
        return report.Missing.Count > 0 ? ExitCode.WrongInput : ExitCode.Fine;
    }

    private static Task<Difference> Measure(Difference difference, string[] releases, CancellationToken cancellation) =>
        releases.FirstOrDefault(SnapshotArguments.IsSnapshot) is { } snapshot
            ? throw new InvalidInputException(
                snapshot, "a snapshot doesn't contain the modules that --delta compares",
                "Give the kernels' packages or directories instead of snapshots")
            : new IdealDelta(difference, Terminal.Stages()).Measure(releases[0], releases[1], cancellation);

    private static int Report(Difference difference, IReadOnlyList<ReportOutput> reports)
    {
        foreach (var report in reports)
            report.Write(Formats[report.Format](difference));
        if (reports.Any(report => report.File == "-"))
            Console.Error.WriteLine(DiffVerdict.Of(difference));
        else
            DifferenceText.Print(difference);
        return difference.HasPassed ? ExitCode.Fine : ExitCode.Findings;
    }

    private static int Report(Trend trend, IReadOnlyList<ReportOutput> reports)
    {
        foreach (var report in reports)
            report.Write(TrendFormats[report.Format](trend));
        if (reports.All(report => report.File != "-"))
            DifferenceText.Print(trend);
        return trend.HasPassed ? ExitCode.Fine : ExitCode.Findings;
    }

    private sealed record Request(string[] Releases, string[] Outputs, string? Map, bool RequiresRules, bool WithDelta)
    {
        public IReadOnlyList<ReportOutput> Reports(IReadOnlyCollection<string> formats) =>
            ReportOutput.Parse(Outputs, formats);
    }
}
