using KernelSplit.Footprint;
using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Packaging.Checks;
using KernelSplit.Packaging.Deb;
using KernelSplit.Packaging.Rpm;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Building.Pipelines;

/// <summary>Makes Debian packages of a prebuilt kernel.</summary>
public sealed class DebPipeline(string[] inputs, ModuleTree tree, Plan plan, DataDirectories data, Stages stages)
{
    private const string Control = "kernel-spec/deb/control.hbs";

    /// <param name="identity">Name, version and release of the packages.</param>
    /// <param name="earlier">The plans of earlier releases, for modules that moved since.</param>
    /// <param name="directory">
    /// Receives the packages; those of an earlier run are deleted once all new ones are in place.
    /// </param>
    /// <param name="force">Whether to publish packages that fail their checks.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidInputException">There is no kernel image in the input, it can't be read, or a template
    /// is broken.</exception>
    public async Task<(IReadOnlyList<PackageFootprint> Footprint, IReadOnlyList<Diagnostic> Findings)> Package(
        PackageIdentity identity, IReadOnlyList<Plan> earlier, string directory, bool force,
        CancellationToken cancellation)
    {
        var control = data.Find(Control) ?? throw new InvalidInputException(Control, "no such template");
        var names = new DebNames(plan, identity);
        var build = new DebBuild(
            new DebTemplates(Path.GetDirectoryName(control)!), plan, names, DebMaintainer.OfThisUser(),
            PrebuiltKernel.Time(inputs), earlier);
        using var kernel = await PrebuiltKernel.Unpack(inputs, tree, stages, cancellation);
        var debs = await stages.Run("package", async stage =>
        {
            var work = Directory.CreateDirectory(Path.Combine(kernel.Work, "deb")).FullName;
            await build.Run(kernel.Root, kernel.InUsr, tree, work, stage.Line, cancellation);
            var made = await BuiltDeb.ReadAll(work, cancellation);
            return (made, $"{made.Count} Debian packages");
        });
        var footprint = plan.Packages.Select(package =>
            Footprint(package.Name, debs.Single(deb => deb.Name == names.Of(package.Name)))).ToList();
        var findings = await stages.Run("verify", async stage =>
        {
            stage.Line("depmod on each set of packages that can be installed");
            var work = Directory.CreateDirectory(Path.Combine(kernel.Work, "verify")).FullName;
            var found = await new BuiltDebs(plan, names, debs).Check(tree, work, cancellation);
            return (found, VerifyWords.Of(found));
        });
        if (!findings.HaveErrors() || force)
            await Publish(debs, names.Source, directory, cancellation);
        return (footprint, findings);
    }

    private PackageFootprint Footprint(string package, BuiltDeb deb) =>
        new(deb.Name, plan.In(package).Count(), deb.InstalledSize, deb.DownloadSize);

    private static async Task Publish(
        IReadOnlyList<BuiltDeb> debs, string source, string directory, CancellationToken cancellation)
    {
        using var alone = await Results.Lock(directory, cancellation);
        foreach (var deb in debs)
            AtomicFile.Copy(deb.File, Path.Combine(directory, Path.GetFileName(deb.File)));
        var current = debs.Select(deb => Path.GetFileName(deb.File)).ToHashSet(StringComparer.Ordinal);
        var others = Directory.EnumerateFiles(directory, "linux-*.deb")
            .Where(file => !current.Contains(Path.GetFileName(file)));
        foreach (var other in others.ToList())
        {
            if (await BuiltDeb.SourceOf(other, cancellation) == source)
                File.Delete(other);
        }
    }
}
