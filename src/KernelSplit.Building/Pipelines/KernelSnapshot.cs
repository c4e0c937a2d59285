using KernelSplit.Footprint;
using KernelSplit.Footprint.Snapshots;
using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Packaging.Checks;
using KernelSplit.Splitting.Machines;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Targets;
using KernelSplit.Splitting.Verification;

namespace KernelSplit.Building.Pipelines;

/// <summary>
/// Takes the snapshot of a kernel given by the user, split by a plan, by a map, or as it is packaged already.
/// </summary>
/// <param name="Inputs">The kernel: a directory, an archive, or its packages.</param>
/// <param name="PlanFile">Its plan, if there is one.</param>
/// <param name="Map">
/// The map to split it by; without either, packages are taken as they are, anything else is split by the default map.
/// </param>
/// <param name="Source">The kernel source, if available.</param>
public sealed record KernelSnapshot(string[] Inputs, string? PlanFile, string? Map, string? Source)
{
    /// <param name="reader">Reads it.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The snapshot, and what the verification of the split found; of packages as they are, nothing.</returns>
    /// <exception cref="InvalidInputException">
    /// A file is missing or damaged, or the plan is for another kernel.
    /// </exception>
    public async Task<(Snapshot Snapshot, IReadOnlyList<Diagnostic> Findings)> Take(
        KernelReader reader, CancellationToken cancellation)
    {
        if (PlanFile is not null && Map is not null)
            throw new InvalidInputException(
                "--map", "can't be combined with --plan", "--plan already fixes the placement; drop --map");
        var plan = PlanFile is null ? null : Splitting.Solving.PlanFile.Read(PlanFile);
        var files = PrebuiltKernelFiles.Find(Inputs, null);
        var built = plan is null ? null : await BuiltRpms.Find(files, plan, cancellation);
        // The metapackage has no module.
        string[] inputs = built is null ? files : [.. built.Kernel];
        var packages = inputs.Select(KernelPackage.Read).OfType<KernelPackage>().ToList();
        var kernel = reader.Kernel(inputs, Source, cancellation, detail: ModuleDetail.Code);
        kernel.Tree.Diagnostics.RefuseErrors();
        var makefiles = Source is null ? null : reader.Makefiles(kernel.Tree, Source);
        if (plan is null && Map is null && packages.Count > 1 && packages.Count == inputs.Length)
        {
            packages = [.. packages.Select(package => package.WithContent())];
            var packaged = Packaged(PackagedKernel.Prebuilt(kernel.Tree, packages), packages);
            var sizes = Sizes(packaged, packages, package => package);
            return (new SnapshotTaker(kernel, packaged) { Sizes = sizes, Makefiles = makefiles }.Take(), []);
        }

        plan ??= SplitBasis.Find(Map, null, DataDirectories.Here()).Split(kernel);
        var verified = new Verification(plan, kernel)
        {
            Packages =
                built is null ? [] : [.. built.Check(), .. built.CheckHeaders(kernel.Tree, DataDirectories.Here())],
        }.Run();
        var snapshot = new SnapshotTaker(kernel, plan)
        {
            Sizes = built is null ? null : Sizes(plan, packages, built.NameOf),
            Verified = verified,
            Makefiles = makefiles,
        };
        return verified.Findings.Any(finding => finding.Kind == DiagnosticKind.Misfit)
            ? throw new InvalidInputException(
                [.. verified.Findings.Where(finding => finding.Kind == DiagnosticKind.Misfit)])
            : (snapshot.Take(), verified.Findings);
    }

    private static Plan Packaged(PackagedKernel kernel, List<KernelPackage> packages)
    {
        var names = packages.Select(package => package.Name).Where(name => name != kernel.Base).Prepend(kernel.Base);
        return new Plan(
            kernel.Tree.Release,
            "as packaged",
            [
                .. names.Select(name =>
                    new Package(name, "", "", name == kernel.Base ? [] : [kernel.Base], IsDefault: false)),
            ],
            [
                .. kernel.Tree.Modules.Select(module =>
                    new Placement(
                        module.Name, module.Path, module.InstalledSize, kernel.PackageOf[module.Name], Reason.Packaged,
                        module.Dependencies)),
            ],
            []);
    }

    private static List<PackageFootprint> Sizes(Plan plan, List<KernelPackage> packages, Func<string, string> nameOf)
    {
        var byName = packages.ToDictionary(package => package.Name, StringComparer.Ordinal);
        return [.. PackageFootprint.Of(plan).Select(size => byName.TryGetValue(nameOf(size.Package), out var package)
            ? size with
            {
                InstalledSize = package.InstalledSize ?? size.InstalledSize,
                DownloadSize = new FileInfo(package.File).Length,
            }
            : size)];
    }
}
