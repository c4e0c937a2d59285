using KernelSplit.Cli.Machines;
using KernelSplit.Cli.Output;
using KernelSplit.Cli.Pipeline;
using KernelSplit.Cli.Plans;
using KernelSplit.Footprint;
using KernelSplit.Foundation;
using KernelSplit.Host.Machine;
using KernelSplit.Modules;
using KernelSplit.Packaging.Rpm;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Verification;

namespace KernelSplit.Cli.Packages;

/// <summary>Packages of a finished kernel, or their pieces.</summary>
internal static class FinishedPackages
{
    public const string UsualName = "kernel-cloud";

    public static async Task<int> Make(PackageRequest request, CancellationToken cancellation)
    {
        if (Doctor.Missing(Needs(request)) is { Count: > 0 } missing)
            throw Doctor.Unmet(missing);
        var repository = request.Repository is { } folder ? RpmRepository.Open(folder) : null;
        var library = SplitInputs.Library;
        var tree = TreeReading.Read(request.Inputs, cancellation);
        tree.Diagnostics.RefuseErrors();
        var identity = RpmNaming.Of(tree.Release, tree.Architecture, request.Name ?? UsualName, request.Release);
        var plan = PlanFor(request, tree);
        if (new TreeCheck(plan, tree).Run() is { Count: > 0 } misfits)
            throw new InvalidInputException(misfits);

        var kernel = new RpmKernel(
            plan, tree, identity, RpmFiles.Conventions(request.Distribution ?? Project.Distributions[0], library), FinishedKernel.Time(request.Inputs), [.. request.Against.Select(PlanFile.Read)]);
        if (request.Format == PackageFormat.Pieces)
            return WritePieces(request, RpmFiles.Templates(library), kernel);

        var stages = new Stages();
        var files = new Dictionary<string, string> { ["packages"] = Path.Combine(request.Output, request.Format) };
        IReadOnlyList<PackageFootprint> footprint;
        IReadOnlyList<Diagnostic> findings;
        if (request.Format == PackageFormat.Deb)
        {
            (footprint, findings) = await new DebPipeline(request.Inputs, tree, plan, library, stages).Package(identity, files["packages"], cancellation);
        }
        else
        {
            (var packages, findings) = await new RepackPipeline(request.Inputs, kernel, library, stages).Package(request.Output, cancellation);
            footprint = packages.Footprint(plan);
            files["spec"] = packages.Spec;
            if (repository is not null && !findings.HaveErrors())
            {
                files["repository"] = request.Repository!;
                await Publish(repository, packages, request.Keep, stages, cancellation);
            }
        }

        foreach (var finding in findings)
            Console.Error.WriteLine(finding);
        files["plan"] = Path.Combine(request.Output, "plan.json");
        AtomicFile.Write(files["plan"], PlanFile.Write(plan));
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

        return findings.HaveErrors() ? ExitCode.Findings : ExitCode.Fine;
    }

    private static IReadOnlyList<Need> Needs(PackageRequest request) => request switch
    {
        { Format: PackageFormat.Deb } => Need.ToPackageDebs,
        { Format: PackageFormat.Pieces } => [],
        { Repository: not null } => [.. Need.ToPackage, .. Need.ToPublish],
        _ => Need.ToPackage,
    };

    private static Task Publish(
        RpmRepository repository, BuiltPackages packages, int keep, Stages stages, CancellationToken cancellation) => stages.Run("publish", async stage =>
        {
            var (kept, removed) = await repository.Add([.. packages.Rpms.Select(rpm => rpm.File)], packages.Identity.Name, keep, stage.Line, cancellation);
            return (kept, $"has {string.Join(", ", kept)}{(removed.Count == 0 ? "" : $"; no longer {string.Join(", ", removed)}")}");
        });

    /// <summary>The lists name files as they lie there, so there must be a folder to look at.</summary>
    private static int WritePieces(PackageRequest request, RpmTemplates templates, RpmKernel kernel)
    {
        string[] places = [$"lib/modules/{kernel.Plan.Release}", $"usr/lib/modules/{kernel.Plan.Release}", "."];
        if (request.Inputs is not [var root] || !Directory.Exists(root))
            throw new InvalidInputException(request.Inputs[0], "no folder", "--format pieces lists the files of one installed kernel; give the folder above lib/modules, such as %{buildroot}");
        var folder = places.Select(place => Path.Combine(root, place)).First(Directory.Exists);
        RpmPieces.Write(templates, kernel, folder, request.Output);
        Console.Out.WriteLine(Path.Combine(request.Output, RpmPieces.PackagesName));
        return ExitCode.Fine;
    }

    private static Plan PlanFor(PackageRequest request, ModuleTree tree)
    {
        if (request.Map is null && (request.Plan ?? DefaultPlan.FindUsual()) is { } file)
            return PlanFile.Read(file);
        var name = request.Map ?? KernelChoice.UsualMap;
        var map = PackageMapReader.Read(SplitInputs.Library.Find(name) ?? name, SplitInputs.Library);
        return Solver.Solve(TreeReading.Facts(tree, request.Source), map);
    }
}
