using System.CommandLine;
using KernelSplit.Cli.Machines;
using KernelSplit.Cli.Output;
using KernelSplit.Cli.Pipeline;
using KernelSplit.Cli.Plans;
using KernelSplit.Diagnostics;
using KernelSplit.Footprint;
using KernelSplit.Kbuild.Files;
using KernelSplit.Kbuild.Machine;
using KernelSplit.Modules;
using KernelSplit.Packaging.Rpm;
using KernelSplit.Splitting.Checks;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Cli.Commands;

/// <summary><c>kernelsplit package</c>: RPMs of a kernel that somebody else built.</summary>
internal static class PackageCommand
{
    public static Command Create()
    {
        var inputs = KernelArgument.Create();
        var plan = new Option<string?>("--plan") { Description = "The plan; by default plan.json or out/plan.json, where there is one" };
        var map = new Option<string?>("--map") { Description = $"Split by this package map instead; without a plan by {KernelChoice.UsualMap}" };
        var source = new Option<string?>("--source") { Description = "The kernel's source, for a map whose rules test Kconfig symbols" };
        var name = new Option<string>("--name") { Description = "What the packages' names begin with", DefaultValueFactory = _ => "kernel-cloud" };
        var release = new Option<string?>("--release") { Description = "RPM's release; by default what the kernel's release has behind its version" };
        var output = new Option<string>("--output", "-o") { Description = "The folder for packages, spec and plan", DefaultValueFactory = _ => "out" };
        var repo = new Option<string?>("--repo") { Description = "Add the packages to this repository of dnf and zypper, made by createrepo_c" };
        var keep = new Option<int>("--keep") { Description = "With --repo: how many releases it keeps", DefaultValueFactory = _ => 3 };
        keep.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
                result.AddError("--keep must be 1 or more.");
        });
        var json = new Option<bool>("--json") { Description = "Print the summary as JSON" };
        var command = new DocumentedCommand("package", "Make RPMs of a finished kernel, whoever built it, as its plan says.", """
            Examples:
              kernelsplit package linux-image-6.12-amd64.deb
              kernelsplit package kernel-core-*.rpm kernel-modules-*.rpm --map ours.yaml -o result
              kernelsplit package linux-image-6.12-amd64.deb --plan plan.json --name kernel-ours --release 2
              kernelsplit package linux-image-6.12-amd64.deb --repo /srv/kernels --keep 5
            """)
        {
            inputs, plan, map, source, name, release, output, repo, keep, json,
        };
        command.SetAction((parsed, cancellation) => Failure.Guard(() => Run(
            new Request(
                parsed.GetRequiredValue(inputs), parsed.GetValue(plan), parsed.GetValue(map), parsed.GetValue(source),
                parsed.GetRequiredValue(name), parsed.GetValue(release), Path.GetFullPath(parsed.GetRequiredValue(output)),
                parsed.GetValue(repo) is { } folder ? Path.GetFullPath(folder) : null, parsed.GetValue(keep), parsed.GetValue(json)),
            cancellation)));
        return command;
    }

    private static async Task<int> Run(Request request, CancellationToken cancellation)
    {
        if (request is { Plan: not null, Map: not null })
            throw new InvalidInputException("--map", "doesn't go with --plan", "The plan is a split already");
        if (Doctor.Missing(request.Repository is null ? Need.ToPackage : [.. Need.ToPackage, .. Need.ToPublish]) is { Count: > 0 } missing)
            throw Doctor.Unmet(missing);
        var repository = request.Repository is { } folder ? RpmRepository.Open(folder) : null;
        var library = SplitInputs.Library;
        var stages = new Stages();
        var tree = TreeReading.Read(request.Inputs, cancellation);
        if (tree.Diagnostics.Where(d => d.Severity == Severity.Error).ToList() is { Count: > 0 } errors)
            throw new InvalidInputException(errors);
        var identity = RpmNaming.Of(tree.Release, tree.Architecture, request.Name, request.Release);
        var plan = PlanFor(request, tree);
        if (new TreeCheck(plan, tree).Run() is { Count: > 0 } misfits)
            throw new InvalidInputException(misfits);

        var (packages, findings) = await new RepackPipeline(request.Inputs, tree, plan, library, stages).Package(identity, request.Output, cancellation);
        foreach (var finding in findings)
            Console.Error.WriteLine(finding);
        var planFile = Path.Combine(request.Output, "plan.json");
        AtomicFile.Write(planFile, PlanFile.Write(plan));
        var files = new Dictionary<string, string>
        {
            ["packages"] = Path.Combine(request.Output, "rpm"),
            ["spec"] = packages.Spec,
            ["plan"] = planFile,
        };
        if (repository is not null && !HaveErrors(findings))
        {
            files["repository"] = request.Repository!;
            await stages.Run("publish", async stage =>
            {
                var (kept, removed) = await repository.Add([.. packages.Rpms.Select(rpm => rpm.File)], identity.Name, request.Keep, stage.Line, cancellation);
                return (kept, $"has {string.Join(", ", kept)}{(removed.Count == 0 ? "" : $"; no longer {string.Join(", ", removed)}")}");
            });
        }

        var footprint = packages.Footprint(plan);
        if (request.Json)
        {
            Console.Out.WriteLine((Summary.Of(plan, footprint) with { Findings = [.. findings.Select(f => f.ToString())], Files = files }).ToJson());
        }
        else
        {
            FootprintTable.Print(footprint);
            foreach (var (what, path) in files)
                Console.Out.WriteLine($"{what + ":",-11} {path}");
        }

        return HaveErrors(findings) ? ExitCode.Findings : ExitCode.Fine;
    }

    private static bool HaveErrors(IReadOnlyList<Diagnostic> findings) => findings.Any(finding => finding.Severity == Severity.Error);

    private static Plan PlanFor(Request request, ModuleTree tree)
    {
        if (request.Map is null && (request.Plan ?? DefaultPlan.FindUsual()) is { } file)
            return PlanFile.Read(file);
        var name = request.Map ?? KernelChoice.UsualMap;
        var map = PackageMapReader.Read(SplitInputs.Library.Find(name) ?? name, SplitInputs.Library);
        return Solver.Solve(TreeReading.Facts(tree, request.Source), map);
    }

    private sealed record Request(
        string[] Inputs, string? Plan, string? Map, string? Source, string Name, string? Release, string Output,
        string? Repository, int Keep, bool Json);
}
