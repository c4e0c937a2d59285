using KernelSplit.Footprint;
using KernelSplit.Footprint.Snapshots;
using KernelSplit.Foundation;
using KernelSplit.Kconfig.Merging;
using KernelSplit.Modules;
using KernelSplit.Packaging.Checks;
using KernelSplit.Splitting.Machines;
using KernelSplit.Splitting.Maps;
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
    /// <exception cref="InvalidInputException">
    /// A file is missing or damaged, or the plan is for another kernel.
    /// </exception>
    public async Task<Snapshot> Take(KernelReader reader, CancellationToken cancellation)
    {
        if (PlanFile is not null && Map is not null)
            throw new InvalidInputException(
                "--map", "can't be combined with --plan", "--plan already fixes the placement; drop --map");
        var plan = PlanFile is null ? null : Splitting.Solving.PlanFile.Read(PlanFile);
        var files = PrebuiltKernelFiles.Find(Inputs, null);
        var built = plan is null ? null : await BuiltRpms.Find(files, plan, cancellation);
        // The metapackage has no module.
        string[] kernel = built is null ? files : [.. built.Kernel];
        var packages = kernel.Select(KernelPackage.Read).OfType<KernelPackage>().ToList();
        var tree = reader.ReadWhole(kernel, cancellation, withContent: true);
        var (image, configFile) = KernelImage.Find(kernel, tree.Release);
        var taker = Split(reader, tree, plan, packages.Count == kernel.Length ? packages : []) with
        {
            Image = image,
            Config = configFile is null ? null : KernelConfig.Parse(configFile.Place, configFile.Lines),
        };
        if (built is not null)
            taker = taker with { Sizes = Sizes(taker.Plan, packages, built.NameOf) };
        return (
            taker.Limits is null ? taker : taker with
            {
                Contract = [.. new ContractCheck(taker.Plan, tree, taker.Config).Answers(taker.Limits)],
            }).Take();
    }

    private SnapshotTaker Split(KernelReader reader, ModuleTree tree, Plan? plan, List<KernelPackage> packages)
    {
        var makefiles = Source is null ? null : reader.Makefiles(tree, Source);
        if (plan is null && Map is null && packages.Count > 1)
        {
            var packaged = Packaged(
                PackagedKernel.Prebuilt(tree, packages = [.. packages.Select(package => package.WithContent())]),
                packages);
            return new SnapshotTaker(tree, packaged)
            {
                Sizes = Sizes(packaged, packages, package => package),
                Makefiles = makefiles,
            };
        }

        var map = ReadMap(plan);
        if (plan is null)
            return new SnapshotTaker(tree, Solver.Solve(new KernelFacts(tree, makefiles), map!))
            {
                Limits = map,
                Makefiles = makefiles,
            };
        if (new PlanFitCheck(plan, tree).Run() is { Count: > 0 } misfits)
            throw new InvalidInputException(misfits);
        return new SnapshotTaker(tree, plan) { Limits = map, Makefiles = makefiles };
    }

    /// <summary>A plan names its map; if a map of this name is in the default place, its limits apply.</summary>
    private PackageMap? ReadMap(Plan? plan)
    {
        var data = DataDirectories.Here();
        var name = plan is null ? Map ?? PackageMapReader.Default : Path.Combine("package-maps", plan.Map + ".yaml");
        if (data.Find(name) is { } file)
            return PackageMapReader.Read(file, data);
        return plan is null ? PackageMapReader.Read(name, data) : null;
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
