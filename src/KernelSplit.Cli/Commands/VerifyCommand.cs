using System.CommandLine;
using KernelSplit.Cli.Inputs;
using KernelSplit.Cli.Output;
using KernelSplit.Foundation;
using KernelSplit.Packaging.Checks;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Targets;
using KernelSplit.Splitting.Verification;

namespace KernelSplit.Cli.Commands;

/// <summary><c>kernelsplit verify</c>: checks a plan against its kernel, and the packages made by it.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var inputs = KernelArgument.Create();
        var plan = new Option<string?>("--plan") { Description = "The plan [default: plan.json or out/plan.json]" };
        var map = new Option<string>("--map")
        {
            Description = "The package map that the plan was made with",
            DefaultValueFactory = _ => PackageMapReader.Default,
        };
        var source = new Option<string?>("--source")
        {
            Description = "Kernel source, needed if the map tests Kconfig symbols",
        };
        var against = new Option<string?>("--against")
        {
            Description = "Plan of an earlier release: report what grew, what moved, and new modules without a rule",
        };
        var claimed = new Option<bool>("--claimed")
        {
            Description = "With --against: treat a new module that no rule matches as an error",
        };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON" };
        const string summary = "Check a plan against its kernel, or the packages made by it: every module once, "
            + "every dependency in the same package or one it requires, the targets' contracts satisfied.";
        var command = new DocumentedCommand("verify", summary, """
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
                parsed.GetRequiredValue(inputs), parsed.GetValue(plan), parsed.GetRequiredValue(map),
                parsed.GetValue(source),
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
        var built = await BuiltRpms.Find(request.Inputs, plan, cancellation);
        var differences = built?.Check() ?? [];
        if (differences.HaveErrors())
            return Refuse(plan, differences, request.Json);
        var inputs = built is null ? request.Inputs : [.. built.Kernel];
        var reader = Terminal.KernelReader();
        var tree = reader.Read(inputs, cancellation);
        if (new PlanFitCheck(plan, tree).Run() is { Count: > 0 } misfits)
            return Refuse(plan, misfits, request.Json);

        var kernel = reader.Facts(tree, request.Source);
        var solved = Solver.Solve(kernel, map);
        var review = PlanReview.Of(
            plan with { Warnings = solved.Warnings }, kernel, KernelReader.Config(inputs, tree), map, earlier,
            request.MustBeClaimed);
        review = review with { Findings = [.. differences, .. review.Findings, .. Drift(plan, solved)] };
        Terminal.Report(review.Findings);
        if (request.Json)
            Terminal.Json(output => ReviewJson.Write(output, plan, review));
        else
            ReviewText.Print(plan, review, built is not null);
        return review.HasErrors ? ExitCode.Findings : ExitCode.Fine;
    }

    private static int Refuse(Plan plan, IReadOnlyList<Diagnostic> misfits, bool asJson)
    {
        Terminal.Report(misfits);
        if (asJson)
            Terminal.Json(output => ReviewJson.WriteRefusal(output, plan, misfits));
        return ExitCode.Findings;
    }

    /// <summary>Modules that the map places elsewhere by now.</summary>
    private static IEnumerable<Diagnostic> Drift(Plan plan, Plan solved) => plan.Placements
        .Zip(solved.Placements)
        .Where(pair => pair.First.Package != pair.Second.Package)
        .Select(pair => Diagnostic.Warning(DiagnosticKind.Drift,
            pair.First.Module,
            $"in {pair.First.Package} by the plan, but in {pair.Second.Package} by map {solved.Map}: "
            + pair.Second.Reason.Words(pair.Second.Package)));

    private sealed record Request(
        string[] Inputs, string? Plan, string Map, string? Source, string? Against, bool MustBeClaimed, bool Json);
}
