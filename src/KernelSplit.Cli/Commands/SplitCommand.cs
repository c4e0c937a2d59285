using System.CommandLine;
using KernelSplit.Cli.Output;
using KernelSplit.Cli.Pipeline;
using KernelSplit.Diagnostics;
using KernelSplit.Footprint;
using KernelSplit.Kbuild.Files;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Cli.Commands;

/// <summary><c>kernelsplit split</c>: a plan for a kernel that somebody else built.</summary>
internal static class SplitCommand
{
    public static Command Create()
    {
        var inputs = KernelArgument.Create();
        var map = new Option<string>("--map")
        {
            Description = "The package map",
            DefaultValueFactory = _ => "package-maps/cloud.yaml",
        };
        var output = new Option<string>("--output", "-o")
        {
            Description = "Where the plan goes, - for standard output",
            DefaultValueFactory = _ => "plan.json",
        };
        var source = new Option<string?>("--source") { Description = "The kernel's source, for rules that test Kconfig symbols" };
        var json = new Option<bool>("--json") { Description = "Print the plan's summary as JSON" };
        var command = new DocumentedCommand("split", "Split the modules of a finished kernel into packages, without source and without root.", """
            Examples:
              kernelsplit split linux-image-6.12-amd64.deb
              kernelsplit split kernel-core-*.rpm kernel-modules-*.rpm --map package-maps/cloud.yaml -o plan.json
              kernelsplit split / --json
            """)
        {
            inputs, map, output, source, json,
        };
        command.SetAction((parsed, cancellation) => Failure.Guard(() => Run(
            parsed.GetRequiredValue(inputs), parsed.GetRequiredValue(map), parsed.GetRequiredValue(output), parsed.GetValue(source), parsed.GetValue(json), cancellation)));
        return command;
    }

    private static async Task<int> Run(string[] inputs, string mapFile, string output, string? source, bool json, CancellationToken cancellation)
    {
        var library = Home.Library().Beside(Environment.CurrentDirectory);
        var map = PackageMapReader.Read(library.Find(mapFile) ?? mapFile, library);
        var stages = new Stages();
        var tree = TreeReading.Read(inputs, cancellation);
        var plan = await stages.Run("split", _ =>
        {
            var plan = Solver.Solve(TreeReading.Facts(tree, source), map);
            return Task.FromResult((plan, $"{plan.Packages.Count} packages by {map.Name}"));
        });

        foreach (var diagnostic in tree.Diagnostics.Concat(plan.Warnings))
            Console.Error.WriteLine(diagnostic);
        var text = PlanFile.Write(plan);
        var footprint = PackageFootprint.Of(plan);
        if (output == "-")
            await Console.Out.WriteAsync(text);
        else
            AtomicFile.Write(output, text);

        if (json)
        {
            Console.Out.WriteLine(Summary.Of(plan, footprint).ToJson());
        }
        else if (output != "-")
        {
            FootprintTable.Print(footprint);
            Console.Out.WriteLine($"plan: {Path.GetFullPath(output)}");
        }

        return tree.Diagnostics.Concat(plan.Warnings).Any(d => d.Severity == Severity.Error) ? ExitCode.Findings : ExitCode.Fine;
    }
}
