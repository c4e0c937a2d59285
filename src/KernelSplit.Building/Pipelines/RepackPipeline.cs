using KernelSplit.Foundation;
using KernelSplit.Packaging.Checks;
using KernelSplit.Packaging.Rpm;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Building.Pipelines;

/// <summary>Makes RPMs of a prebuilt kernel.</summary>
public sealed class RepackPipeline(string[] inputs, RpmKernel split, DataDirectories data, Stages stages)
{
    /// <param name="output">Receives the packages in rpm/, and their spec.</param>
    /// <param name="force">Whether to publish packages that fail their checks.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidInputException">There is no kernel image in the input, or it can't be read.</exception>
    public async Task<(BuiltPackages Packages, IReadOnlyList<Diagnostic> Findings)> Package(
        string output, bool force, CancellationToken cancellation)
    {
        var spec = RpmSpec.Render(RpmDataFiles.Templates(data), split);
        using var kernel = await PrebuiltKernel.Unpack(inputs, split.Tree, stages, cancellation);
        var packages = await Build(spec, kernel.Root, Path.Combine(kernel.Work, "rpm"), cancellation);
        var findings = await stages.Run("verify", async stage =>
        {
            stage.Line("depmod on each set of packages that can be installed");
            var work = Directory.CreateDirectory(Path.Combine(kernel.Work, "verify")).FullName;
            var found = await new BuiltRpms(split.Plan, split.Identity, packages.Rpms)
                .Check(
                split.Tree, data, work, cancellation);
            return (found, VerifyWords.Of(found));
        });
        if (findings.HaveErrors() && !force)
            return (packages, findings);
        using var alone = await Results.Lock(output, cancellation);
        Results.Publish(packages, Path.Combine(output, "rpm"));
        var specFile = Path.Combine(output, Path.GetFileName(packages.Spec));
        AtomicFile.Copy(packages.Spec, specFile);
        var rpms = packages.Rpms.Select(rpm =>
            rpm with { File = Path.Combine(output, "rpm", Path.GetFileName(rpm.File)) }).ToList();
        return (packages with { Rpms = rpms, Spec = specFile }, findings);
    }

    private Task<BuiltPackages> Build(string spec, string kernel, string work, CancellationToken cancellation) =>
        stages.Run("package", async stage =>
        {
            Directory.CreateDirectory(work);
            await RpmBuild.Run(split, spec, RpmDependencies.Of(split), kernel, work, stage.Line, cancellation);
            var rpms = await BuiltRpm.ReadAll(Path.Combine(work, "RPMS"), cancellation);
            var packages = new BuiltPackages(
                split.Identity, "", rpms, Path.Combine(work, "SPECS", $"{split.Identity.Name}.spec"));
            return (packages, $"{rpms.Count} RPMs");
        });
}
