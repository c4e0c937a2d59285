using KernelSplit.Cli.Output;
using KernelSplit.Diagnostics;
using KernelSplit.Kbuild.Files;
using KernelSplit.Modules;
using KernelSplit.Packaging.Checks;
using KernelSplit.Packaging.Rpm;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Cli.Pipeline;

/// <summary>Makes packages of a finished kernel, whoever built it.</summary>
internal sealed class RepackPipeline(string[] inputs, ModuleTree tree, Plan plan, Library library, Stages stages)
{
    /// <param name="identity">How the packages are called.</param>
    /// <param name="output">Gets the packages in rpm/, and their spec.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidInputException">There is no kernel image in the input, or it can't be read.</exception>
    public async Task<(BuiltPackages Packages, IReadOnlyList<Diagnostic> Findings)> Package(
        PackageIdentity identity, string output, CancellationToken cancellation)
    {
        var template = library.Find(PackagePipeline.Template) ?? throw new InvalidInputException(PackagePipeline.Template, "no such template");
        using var kernel = await FinishedKernel.Unpack(inputs, tree, stages, cancellation);
        var packages = await Build(template, identity, kernel.Root, Path.Combine(kernel.Work, "rpm"), cancellation);
        var findings = PackageCheck.Completeness(plan, identity, packages.Rpms);
        Results.Publish(packages, Path.Combine(output, "rpm"));
        var spec = Path.Combine(output, Path.GetFileName(packages.Spec));
        AtomicFile.Copy(packages.Spec, spec);
        var rpms = packages.Rpms.Select(rpm => rpm with { File = Path.Combine(output, "rpm", Path.GetFileName(rpm.File)) }).ToList();
        return (packages with { Rpms = rpms, Spec = spec }, findings);
    }

    private Task<BuiltPackages> Build(
        string template, PackageIdentity identity, string kernel, string work, CancellationToken cancellation) => stages.Run("package", async stage =>
        {
            Directory.CreateDirectory(work);
            var spec = RpmSpec.Render(template, plan, identity);
            await RpmBuild.Run(spec, RpmDependencies.Of(plan, tree, identity), plan, identity, kernel, FinishedKernel.Time(inputs), work, stage.Line, cancellation);
            var rpms = await RpmPackage.ReadAll(Path.Combine(work, "RPMS"), cancellation);
            var packages = new BuiltPackages(identity, "", rpms, Path.Combine(work, "SPECS", $"{identity.Name}.spec"));
            return (packages, $"{rpms.Count} RPMs");
        });
}
