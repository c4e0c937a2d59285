using System.CommandLine;
using KernelSplit.Cli.Footprints;
using KernelSplit.Cli.Output;
using KernelSplit.Cli.Plans;
using KernelSplit.Diagnostics;
using KernelSplit.Footprint.Changes;
using KernelSplit.Footprint.Reports;
using KernelSplit.Modules.Devices;

namespace KernelSplit.Cli.Commands;

/// <summary><c>kernelsplit diff</c>: what changed between two releases of a split kernel, and whether it matters.</summary>
internal static class DiffCommand
{
    private static readonly Dictionary<string, Func<Difference, string>> Formats = new()
    {
        ["html"] = HtmlReport.Write,
        ["json"] = DifferenceJson.Write,
        ["junit"] = DifferenceJUnit.Write,
        ["md"] = DifferenceMarkdown.Write,
    };

    public static Command Create()
    {
        var releases = new Argument<string[]>("release")
        {
            Description = "The old release and the new one: snapshots, or a kernel's package or folder, of which a snapshot is taken first; - is standard input",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<string[]>("--output", "-o") { Description = $"A report as FORMAT=FILE, repeatable; - is standard output. Formats: {string.Join(", ", Formats.Keys)}" };
        var map = new Option<string?>("--map") { Description = "The package map, for kernels that aren't snapshots" };
        var claimed = new Option<bool>("--claimed") { Description = "A new module that no rule names is an error" };
        var json = new Option<bool>("--json") { Description = "Print all as JSON: the same as -o json=-" };
        var command = new DocumentedCommand("diff", "What changed between two releases of a split kernel, and whether it matters: sizes, modules, devices, configuration, and which packages to ship.", """
            Exit codes: 0 fine, 1 a gate failed, 2 wrong input, 4 nothing to compare.

            Examples:
              kernelsplit diff v1.snapshot v2.snapshot
              kernelsplit diff linux-image-old.deb linux-image-new.deb
              kernelsplit diff v1.snapshot v2.snapshot -o md=comment.md -o junit=gates.xml
            """)
        {
            releases, output, map, claimed, json,
        };
        command.SetAction((parsed, cancellation) => Failure.Guard(() => Run(
            parsed.GetRequiredValue(releases),
            ReportOutput.Parse([.. parsed.GetValue(output) ?? [], .. parsed.GetValue(json) ? ["json=-"] : Array.Empty<string>()], Formats.Keys),
            parsed.GetValue(map),
            parsed.GetValue(claimed),
            cancellation)));
        return command;
    }

    private static async Task<int> Run(string[] releases, IReadOnlyList<ReportOutput> outputs, string? map, bool mustBeClaimed, CancellationToken cancellation)
    {
        if (releases is not [_, _])
            throw new InvalidInputException(releases[0], "a comparison takes two releases", "Name the old one, then the new one");
        var snapshots = await SnapshotArguments.Read(releases, map, cancellation);
        var difference = new Comparison(snapshots[0], snapshots[1])
        {
            Today = DateOnly.FromDateTime(DateTime.Now),
            MustBeClaimed = mustBeClaimed,
            Names = DeviceNames.Load(),
            FragmentsOf = new FragmentIndex(SplitInputs.Library).Of,
        }.Run();

        foreach (var report in outputs)
            report.Write(Formats[report.Format](difference));
        if (outputs.Any(report => report.File == "-"))
            Console.Error.WriteLine(Verdict.Of(difference));
        else
            DifferenceText.Print(difference);
        return difference.HasPassed ? ExitCode.Fine : ExitCode.Findings;
    }
}
