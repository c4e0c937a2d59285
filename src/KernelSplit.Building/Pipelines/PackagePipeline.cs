using KernelSplit.Footprint;
using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Packaging.Checks;
using KernelSplit.Packaging.Rpm;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Targets;
using KernelSplit.Splitting.Verification;

namespace KernelSplit.Building.Pipelines;

/// <summary>The second half of a run, from an installed kernel to checked packages.</summary>
public sealed class PackagePipeline(
    Project project, DataDirectories data, Cache cache, Stages stages, KernelReader reader)
{
    // What a person wrote is read before anything is compiled.
    private readonly SplitBasis _basis = new(PackageMapReader.Read(project.PackageMap, data), project);
    private readonly RpmConventions _conventions = RpmDataFiles.Conventions(project.PackagesFor, data);
    private readonly RpmTemplates _templates = RpmSpec.Check(RpmDataFiles.Templates(data));

    public Task<(KernelFacts Kernel, Plan Plan)> Split(BuiltKernel built, CancellationToken cancellation) =>
        stages.Run("split", stage =>
    {
        var tree = ModuleTreeReader.Read([built.Tree], detail: ModuleDetail.Code, cancellation: cancellation);
        tree.Diagnostics.RefuseErrors();
        var kernel = new KernelFacts(tree, _basis.Map.NeedsSource ? reader.Makefiles(tree, built.Source.Root) : null)
        {
            Files = KernelFiles.Find([built.Tree], tree.Release),
        };
        var plan = _basis.Split(kernel);
        return Task.FromResult(
            ((kernel, plan), $"{tree.Modules.Count} modules into {plan.Packages.Count} packages by {_basis.Map.Name}"));
    });

    public Task<BuiltPackages> Package(
        BuiltKernel kernel, ModuleTree tree, Plan plan, CancellationToken cancellation) =>
        stages.Run("package", async stage =>
    {
        var identity = new PackageIdentity(
            project.Name, RpmNaming.OfKernel(kernel.Source.Version), project.Release, project.Architecture.Name)
        {
            BaseOfKmps = _conventions.IsSuse ? plan.Base.Name : null,
        };
        var split = new RpmKernel(
            plan, tree, identity, _conventions, kernel.Source.Time, []);
        var spec = RpmSpec.Render(_templates, split);
        var dependencies = RpmDependencies.Of(split);
        var key = ContentKey.Of(
            [kernel.Key, PlanFile.Write(plan), spec, .. plan.Packages.Select(package => dependencies[package.Name])]);
        var (directory, isCached) = await cache.Get("package", key, resumable: false, work =>
            RpmBuild.Run(split, spec, dependencies, kernel.Tree, work, stage.Line, cancellation),
            stage.Notice, cancellation);
        var rpms = await BuiltRpm.ReadAll(Path.Combine(directory, "RPMS"), cancellation);
        var packages = new BuiltPackages(
            identity, key, rpms, Path.Combine(directory, "SPECS", $"{identity.Name}.spec"));
        return (packages, $"{rpms.Count} RPMs{(isCached ? ", nothing changed" : "")}");
    });

    /// <summary>Checks the kernel and its packages; what depmod had nothing to say about isn't asked again.</summary>
    public Task<VerificationResult> Verify(
        BuiltPackages packages, KernelFacts kernel, Plan plan, CancellationToken cancellation) =>
        stages.Run("verify", async stage =>
        {
            var rpms = new BuiltRpms(plan, packages.Identity, packages.Rpms);
            List<Diagnostic> findings = [.. rpms.Check(), .. rpms.CheckHeaders(kernel.Tree, data)];
            if (!findings.HaveErrors())
                findings.AddRange(await Closure(packages, kernel.Tree, plan, stage, cancellation));

            var result = new Verification(plan, kernel) { Packages = findings }.Run();
            var words = VerifyWords.Of(result.Findings);
            return (result, result.HasErrors ? words : $"{words}, {Required(plan, result)}");
        });

    private static string Required(Plan plan, VerificationResult result) =>
        $"{result.Contract.Count(answer => answer.IsSatisfied)} required devices and modules in {plan.Base.Name}";

    private async Task<IReadOnlyList<Diagnostic>> Closure(
        BuiltPackages packages, ModuleTree tree, Plan plan, StageProgress stage, CancellationToken cancellation)
    {
        stage.Line("depmod on each set of packages that can be installed");
        IReadOnlyList<Diagnostic> findings = [];
        try
        {
            await cache.Get("verify", packages.Key, resumable: false, async work =>
            {
                findings = await new BuiltRpms(plan, packages.Identity, packages.Rpms).Depmod(tree, work, cancellation);
                if (findings.Count > 0)
                    throw new FindingsException();
            }, stage.Notice, cancellation);
        }
        catch (FindingsException)
        {
            // Not cached.
        }

        return findings;
    }

    private sealed class FindingsException : Exception;
}

/// <summary>The RPMs of a run.</summary>
/// <param name="Identity">Their name, version and release.</param>
/// <param name="Key">The cache key, made of everything they are built from.</param>
/// <param name="Rpms">All of them, sorted by name.</param>
/// <param name="Spec">The spec they were built from.</param>
public sealed record BuiltPackages(PackageIdentity Identity, string Key, IReadOnlyList<BuiltRpm> Rpms, string Spec)
{
    /// <summary>The size of each of the plan's packages as an RPM.</summary>
    public IReadOnlyList<PackageFootprint> Footprint(Plan plan) => [.. plan.Packages.Select(package =>
    {
        var rpm = Rpms.Single(rpm => rpm.Name == Identity.FullName(package.Name));
        return new PackageFootprint(rpm.Name, plan.In(package.Name).Count(), rpm.InstalledSize, rpm.DownloadSize);
    })];
}
