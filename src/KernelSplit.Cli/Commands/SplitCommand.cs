using System.CommandLine;
using KernelSplit.Cli.Inputs;
using KernelSplit.Cli.Output;
using KernelSplit.Footprint;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Targets;
using KernelSplit.Splitting.Verification;

namespace KernelSplit.Cli.Commands;

/// <summary><c>kernelsplit split</c>: a plan for a prebuilt kernel.</summary>
internal static class SplitCommand
{
    public static Command Create()
    {
        var inputs = KernelArgument.Create();
        var map = MapOption.Create("Package map to split by");
        var project = new Option<string?>("--project", "-p")
        {
            Description = "Split by the map of this project, for its targets and with its waivers "
                + "[default: only the map of kernelsplit.yaml here or above]",
        };
        var output = new Option<string>("--output", "-o")
        {
            Description = "Write the plan to this file, - for standard output",
            DefaultValueFactory = _ => "plan.json",
        };
        var source = new Option<string?>("--source")
        {
            Description = "Kernel source, needed if the map tests Kconfig symbols",
        };
        var against = new Option<string?>("--against")
        {
            Description = "Plan of an earlier release: report what grew, what moved, and new modules without a rule",
        };
        var requireRules = new Option<bool>("--require-rules")
        {
            Description = "With --against: a new module that no rule matches is an error",
        };
        var force = ForceOption.Create();
        var json = new Option<bool>("--json") { Description = "Print a summary of the plan as JSON" };
        const string summary = "Split the modules of a prebuilt kernel into packages; no source, no root.";
        var command = new DocumentedCommand("split", summary, """
            Examples:
              kernelsplit split linux-image-6.12-amd64.deb
              kernelsplit split kernel-core-*.rpm kernel-modules-*.rpm --map cloud -o plan.json
              kernelsplit split / --json
              kernelsplit split linux-image-new.deb --against plan-of-the-old.json
            """)
        {
            inputs, map, project, output, source, against, requireRules, force, json,
        };
        command.NotWith(map, project);
        command.OneOutput(json, output);
        command.OnlyWith(against, requireRules);
        command.SetAction((parsed, cancellation) => Failure.Guard(() => Run(
            new Request(
                parsed.GetRequiredValue(inputs), parsed.GetValue(map), parsed.GetValue(project),
                parsed.GetRequiredValue(output),
                parsed.GetValue(source),
                parsed.GetValue(against), parsed.GetValue(requireRules), parsed.GetValue(force),
                parsed.GetValue(json)),
            cancellation)));
        return command;
    }

    private static async Task<int> Run(Request request, CancellationToken cancellation)
    {
        var data = DataDirectories.Here();
        var basis = SplitBasis.Find(request.Map, request.Project, data);
        var earlier = request.Against is { } file ? PlanFile.Read(file) : null;
        var stages = Terminal.Stages();
        var kernel = new KernelReader(stages, Terminal.Report).Kernel(request.Inputs, request.Source, cancellation);
        var plan = await stages.Run("split", _ =>
        {
            var plan = basis.Split(kernel);
            return Task.FromResult((plan, $"{plan.Packages.Count} packages by {basis.Map.Name}"));
        });

        var verification = new Verification(plan, kernel) { Earlier = earlier, RequiresRules = request.RequiresRules };
        var result = verification.Run();
        Terminal.Report(result.Findings);
        var text = PlanFile.Write(plan);
        var footprint = PackageFootprint.Of(plan);
        var isWithheld = result.HasErrors && !request.Force;
        if (isWithheld)
            await Console.Error.WriteLineAsync(ForceOption.Withheld("plan"));
        else if (request.Output == "-")
            await Console.Out.WriteAsync(text);
        else
            AtomicFile.Write(request.Output, text);

        if (request.Json)
        {
            Console.Out.Write(Summary.Of(plan, footprint, result.Findings).ToJson());
        }
        else if (request.Output != "-")
        {
            FootprintTable.Print(footprint);
            if (!isWithheld)
                Console.Out.WriteLine($"plan: {Path.GetFullPath(request.Output)}");
        }

        return result.HasErrors ? ExitCode.Findings : ExitCode.Fine;
    }

    private sealed record Request(
        string[] Inputs, string? Map, string? Project, string Output, string? Source, string? Against,
        bool RequiresRules, bool Force, bool Json);
}
