using System.CommandLine;
using KernelSplit.Cli.Inputs;
using KernelSplit.Cli.Output;
using KernelSplit.Foundation;
using KernelSplit.Modules;
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
        var map = MapOption.Create(
            "Check against this package map as it is now: what it places elsewhere, and its limits instead of those "
            + "in the plan", hasDefault: false);
        var source = new Option<string?>("--source")
        {
            Description = "With --map: kernel source, needed if the map tests Kconfig symbols",
        };
        var against = new Option<string?>("--against")
        {
            Description = "Plan of an earlier release: report what grew, what moved, and new modules without a rule",
        };
        var requireRules = new Option<bool>("--require-rules")
        {
            Description = "With --against: a new module that no rule matches is an error",
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
            inputs, plan, map, source, against, requireRules, json,
        };
        command.OnlyWith(map, source);
        command.OnlyWith(against, requireRules);
        command.SetAction((parsed, cancellation) => Failure.Guard(() => Run(
            new Request(
                parsed.GetRequiredValue(inputs), parsed.GetValue(plan), parsed.GetValue(map),
                parsed.GetValue(source),
                parsed.GetValue(against), parsed.GetValue(requireRules), parsed.GetValue(json)),
            cancellation)));
        return command;
    }

    private static async Task<int> Run(Request request, CancellationToken cancellation)
    {
        var plan = PlanFile.Read(DefaultPlan.Find(request.Plan));
        var map = request.Map is null ? null : PackageMapReader.Find(request.Map, DataDirectories.Here());
        var built = await BuiltRpms.Find(request.Inputs, plan, cancellation);
        // Packages that lack modules or have others' are no kernel to look at further.
        if (built?.Check() is { } differences && differences.HaveErrors())
            return Print(plan, VerificationResult.Of(plan, differences), request.Json, isOfBuiltPackages: true);

        var inputs = built is null ? request.Inputs : [.. built.Kernel];
        var kernel = Terminal.KernelReader().Kernel(
            inputs, request.Source, cancellation, ModuleDetail.Digest);
        if (map is not null)
            plan = plan with { Terms = plan.Terms.UpdatedBy(map, Architecture.OfKbuild(kernel.Tree.Architecture)) };
        var result = new Verification(plan, kernel)
        {
            Earlier = request.Against is { } file ? PlanFile.Read(file) : null,
            RequiresRules = request.RequiresRules,
            Solved = map is null ? null : Solver.Solve(kernel, map),
            Packages = built is null ? [] : await Check(built, kernel.Tree, cancellation),
        }.Run();
        return Print(plan, result, request.Json, built is not null);
    }

    private static int Print(Plan plan, VerificationResult result, bool asJson, bool isOfBuiltPackages)
    {
        Terminal.Report(result.Findings);
        if (asJson)
            Terminal.Json(output => VerificationJson.Write(output, plan, result));
        else
            VerificationText.Print(plan, result, isOfBuiltPackages);
        return result.HasErrors ? ExitCode.Findings : ExitCode.Fine;
    }

    private static async Task<IReadOnlyList<Diagnostic>> Check(
        BuiltRpms built, ModuleTree tree, CancellationToken cancellation)
    {
        var work = Directory.CreateTempSubdirectory("kernelsplit-verify-");
        try
        {
            return await built.Check(tree, DataDirectories.Here(), work.FullName, cancellation);
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private sealed record Request(
        string[] Inputs, string? Plan, string? Map, string? Source, string? Against, bool RequiresRules, bool Json);
}
