using System.CommandLine;
using KernelSplit.Cli.Inputs;
using KernelSplit.Cli.Output;
using KernelSplit.Foundation;
using KernelSplit.Packaging.Checks;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Verification;

namespace KernelSplit.Cli.Commands;

/// <summary><c>kernelsplit verify</c>: whether a plan is right for its kernel, and what else a packager should know of it.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var inputs = KernelArgument.Create();
        var plan = new Option<string?>("--plan") { Description = "The plan, by default plan.json or out/plan.json" };
        var map = new Option<string>("--map")
        {
            Description = "The package map that the plan was made by",
            DefaultValueFactory = _ => PackageMapReader.Default,
        };
        var source = new Option<string?>("--source") { Description = "The kernel's source, for rules that test Kconfig symbols" };
        var against = new Option<string?>("--against") { Description = "The plan of an earlier release: what grew, moved or came without a rule" };
        var claimed = new Option<bool>("--claimed") { Description = "With --against: a new module that no rule names is an error" };
        var json = new Option<bool>("--json") { Description = "Print all as JSON" };
        var command = new DocumentedCommand("verify", "Check a plan against its kernel, or the packages made by it: every module once, nothing that it needs out of reach, the targets' contracts kept.", """
            Examples:
              kernelsplit verify linux-image-6.12-amd64.deb --plan plan.json
              kernelsplit verify out/rpm/*.rpm --plan out/plan.json
              kernelsplit verify / --json
              kernelsplit verify kernel-core-*.rpm kernel-modules-*.rpm --map ours.yaml --against plan-of-the-old.json
            """)
        {
            inputs, plan, map, source, against, claimed, json,
        };
        command.SetAction((parsed, cancellation) => Failure.Guard(() => Run(
            new Request(
                parsed.GetRequiredValue(inputs), parsed.GetValue(plan), parsed.GetRequiredValue(map), parsed.GetValue(source),
                parsed.GetValue(against), parsed.GetValue(claimed), parsed.GetValue(json)),
            cancellation)));
        return command;
    }

    private static async Task<int> Run(Request request, CancellationToken cancellation)
    {
        var planFile = DefaultPlan.Find(request.Plan);
        var plan = PlanFile.Read(planFile);
        var data = DataDirectories.Here();
        var map = PackageMapReader.Find(request.Map, data);
        var earlier = request.Against is { } file ? PlanFile.Read(file) : null;
        var finished = await FinishedRpms.Find(request.Inputs, plan, cancellation);
        var differences = finished?.Check() ?? [];
        if (differences.HaveErrors())
            return Refuse(plan, differences, request.Json);
        var inputs = finished is null ? request.Inputs : [.. finished.Kernel];
        var reader = Terminal.KernelReader();
        var tree = reader.Read(inputs, cancellation);
        if (new PlanFitCheck(plan, tree).Run() is { Count: > 0 } misfits)
            return Refuse(plan, misfits, request.Json);

        var kernel = reader.Facts(tree, request.Source);
        var solved = Solver.Solve(kernel, map);
        var review = PlanReview.Of(plan with { Warnings = solved.Warnings }, kernel, KernelReader.Config(inputs, tree), map, earlier, request.MustBeClaimed);
        review = review with { Findings = [.. differences, .. review.Findings, .. Drift(plan, solved)] };
        Terminal.Report(review.Findings);
        if (request.Json)
            Terminal.Json(output => ReviewJson.Write(output, plan, review));
        else
            ReviewText.Print(plan, review, finished is not null);
        return review.HasErrors ? ExitCode.Findings : ExitCode.Fine;
    }

    private static int Refuse(Plan plan, IReadOnlyList<Diagnostic> misfits, bool asJson)
    {
        Terminal.Report(misfits);
        if (asJson)
            Terminal.Json(output => ReviewJson.WriteRefusal(output, plan, misfits));
        return ExitCode.Findings;
    }

    /// <summary>Placements that the map no longer gives.</summary>
    private static IEnumerable<Diagnostic> Drift(Plan plan, Plan solved) => plan.Placements
        .Zip(solved.Placements)
        .Where(pair => pair.First.Package != pair.Second.Package)
        .Select(pair => Diagnostic.Warning(
            pair.First.Module, $"the plan has it in {pair.First.Package}, and by {solved.Map} it belongs to {pair.Second.Package}: {pair.Second.Reason.Words(pair.Second.Package)}"));

    private sealed record Request(
        string[] Inputs, string? Plan, string Map, string? Source, string? Against, bool MustBeClaimed, bool Json);
}
