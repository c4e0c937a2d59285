using System.Globalization;
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
        // rpmbuild can't work below a path with spaces.
        Cache.OfThisUser();
        var work = Directory.CreateDirectory(Path.Combine(Cache.RootOfThisUser, "package", $"{Environment.ProcessId}.partial")).FullName;
        try
        {
            var kernel = Path.Combine(work, "kernel");
            await stages.Run("unpack", _ =>
            {
                KernelCopy.Lay(inputs, tree, kernel, cancellation);
                return Task.FromResult((kernel, "modules, kernel image and what belongs to it"));
            });
            var packages = await Build(template, identity, kernel, Path.Combine(work, "rpm"), cancellation);
            var findings = new FinishedRpms(plan, identity, packages.Rpms).Check();
            Results.Publish(packages, Path.Combine(output, "rpm"));
            var spec = Path.Combine(output, Path.GetFileName(packages.Spec));
            AtomicFile.Copy(packages.Spec, spec);
            var rpms = packages.Rpms.Select(rpm => rpm with { File = Path.Combine(output, "rpm", Path.GetFileName(rpm.File)) }).ToList();
            return (packages with { Rpms = rpms, Spec = spec }, findings);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private Task<BuiltPackages> Build(
        string template, PackageIdentity identity, string kernel, string work, CancellationToken cancellation) => stages.Run("package", async stage =>
        {
            Directory.CreateDirectory(work);
            var spec = RpmSpec.Render(template, plan, identity);
            await RpmBuild.Run(spec, RpmDependencies.Of(plan, tree, identity), plan, identity, kernel, Time(), work, stage.Line, cancellation);
            var rpms = await RpmPackage.ReadAll(Path.Combine(work, "RPMS"), cancellation);
            var packages = new BuiltPackages(identity, "", rpms, Path.Combine(work, "SPECS", $"{identity.Name}.spec"));
            return (packages, $"{rpms.Count} RPMs");
        });

    /// <summary>The same kernel gives the same packages: its files' time is the input's, or what the reproducible-builds standard says.</summary>
    private DateTimeOffset Time() =>
        long.TryParse(Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : inputs.Max(input => new DateTimeOffset(File.GetLastWriteTimeUtc(input), TimeSpan.Zero));
}
