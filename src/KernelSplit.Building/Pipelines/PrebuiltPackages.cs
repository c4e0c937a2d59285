using KernelSplit.Footprint;
using KernelSplit.Foundation;
using KernelSplit.Host.Machine;
using KernelSplit.Modules;
using KernelSplit.Packaging.Rpm;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Targets;
using KernelSplit.Splitting.Verification;

namespace KernelSplit.Building.Pipelines;

/// <summary>What <see cref="PrebuiltPackages"/> made.</summary>
/// <param name="Plan">The plan that the packages follow.</param>
/// <param name="Footprint">The size of each package; empty if only spec fragments were written.</param>
/// <param name="Findings">Of the packages' checks.</param>
/// <param name="Files">Where the results are, by what they are; none if checks failed.</param>
public sealed record MadePackages(
    Plan Plan, IReadOnlyList<PackageFootprint> Footprint, IReadOnlyList<Diagnostic> Findings,
    IReadOnlyDictionary<string, string> Files);

/// <summary>Makes packages of a prebuilt kernel, or the spec fragments for them.</summary>
public sealed class PrebuiltPackages(PackageRequest request, DataDirectories data, Stages stages, KernelReader reader)
{
    /// <exception cref="InvalidInputException">The kernel can't be read, or the plan is for another kernel.</exception>
    /// <exception cref="Host.Processes.MissingToolException">A program that packaging needs is missing.</exception>
    public async Task<MadePackages> Make(CancellationToken cancellation)
    {
        if (Doctor.Missing(Needs()) is { Count: > 0 } missing)
            throw Doctor.Unmet(missing);
        var repository = request.Repository is { } directory ? RpmRepository.Open(directory) : null;
        var split = reader.Kernel(request.Inputs, request.Source, cancellation, ModuleDetail.Digest);
        var tree = split.Tree;
        tree.Diagnostics.RefuseErrors();
        var plan = PlanFor(split);
        var conventions = RpmDataFiles.Conventions(request.Distribution ?? Project.Distributions[0], data);
        var identity = RpmNaming.Of(
            tree.Release, tree.Architecture, request.Name, request.Release, conventions.IsSuse, plan.Base.Name);
        var verified = new Verification(plan, split).Run().Findings;
        if (verified.Any(finding => finding.Kind == DiagnosticKind.Misfit))
            throw new InvalidInputException([.. verified.Where(finding => finding.Severity == Severity.Error)]);

        var kernel = new RpmKernel(
            plan, tree, identity, conventions,
            PrebuiltKernel.Time(request.Inputs), [.. request.Against.Select(PlanFile.Read)]);
        if (request.Format == PackageFormat.SpecFragments)
            return WriteFragments(kernel, verified);

        if (verified.HaveErrors() && !request.Force)
            return Withheld(verified);

        var files = new Dictionary<string, string> { ["packages"] = Path.Combine(request.Output, request.Format) };
        var (footprint, findings) = request.Format == PackageFormat.Deb
            ? await new DebPipeline(request.Inputs, tree, plan, data, stages)
                .Package(identity, kernel.Earlier, files["packages"], request.Force, cancellation)
            : await MakeRpms(kernel, repository, files, cancellation);
        findings = [.. verified, .. findings];
        if (findings.HaveErrors() && !request.Force)
            return Withheld(findings);
        files["plan"] = Path.Combine(request.Output, "plan.json");
        AtomicFile.Write(files["plan"], PlanFile.Write(plan));
        return new MadePackages(plan, footprint, findings, files);

        MadePackages Withheld(IReadOnlyList<Diagnostic> because) =>
            new(plan, [], because, new Dictionary<string, string>());
    }

    private IReadOnlyList<Need> Needs() => request switch
    {
        { Format: PackageFormat.Deb } => Need.ToPackageDebs,
        { Format: PackageFormat.SpecFragments } => [],
        { Repository: not null } => [.. Need.ToPackage, .. Need.ToPublish],
        _ => Need.ToPackage,
    };

    private Plan PlanFor(KernelFacts kernel)
    {
        if (request.Map is null && (request.Plan ?? DefaultPlan.FindDefault()) is { } file)
            return PlanFile.Read(file);
        return SplitBasis.Find(request.Map, null, data).Split(kernel);
    }

    private async Task<(IReadOnlyList<PackageFootprint> Footprint, IReadOnlyList<Diagnostic> Findings)> MakeRpms(
        RpmKernel kernel, RpmRepository? repository, Dictionary<string, string> files, CancellationToken cancellation)
    {
        var (packages, findings) = await new RepackPipeline(request.Inputs, kernel, data, stages)
            .Package(request.Output, request.Force, cancellation);
        if (findings.HaveErrors() && !request.Force)
            return ([], findings);
        files["spec"] = packages.Spec;
        if (repository is not null && !findings.HaveErrors())
        {
            files["repository"] = request.Repository!;
            await Publish(repository, packages, cancellation);
        }

        return (packages.Footprint(kernel.Plan), findings);
    }

    private Task Publish(RpmRepository repository, BuiltPackages packages, CancellationToken cancellation) =>
        stages.Run("publish", async stage =>
        {
            var (kept, removed) = await repository.Add(
                [.. packages.Rpms.Select(rpm => rpm.File)], packages.Identity, request.Keep, stage,
                cancellation);
            var gone = removed.Count == 0 ? "" : $"; removed {string.Join(", ", removed)}";
            return (kept, $"contains {string.Join(", ", kept)}{gone}");
        });

    /// <summary>The lists contain the files as installed, so the input must be a directory.</summary>
    private MadePackages WriteFragments(RpmKernel kernel, IReadOnlyList<Diagnostic> findings)
    {
        string[] places = [$"lib/modules/{kernel.Plan.Release}", $"usr/lib/modules/{kernel.Plan.Release}", "."];
        if (request.Inputs is not [var root] || !Directory.Exists(root))
        {
            throw new InvalidInputException(
                request.Inputs[0], "not a directory",
                "--format spec-fragments lists the files of one installed kernel; give the directory above "
                + "lib/modules, such as %{buildroot}");
        }

        var directory = places.Select(place => Path.Combine(root, place)).First(Directory.Exists);
        SpecFragments.Write(RpmDataFiles.Templates(data), kernel, directory, request.Output);
        var packages = Path.Combine(request.Output, SpecFragments.PackagesName);
        var files = new Dictionary<string, string> { ["fragments"] = packages };
        return new MadePackages(kernel.Plan, [], findings, files);
    }
}
