using KernelSplit.Footprint.Snapshots;
using KernelSplit.Kconfig.Merging;
using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Targets;
using KernelSplit.Splitting.Verification;

namespace KernelSplit.Building.Pipelines;

/// <summary>The snapshot of a kernel that was built by this run.</summary>
public static class RunSnapshot
{
    public static Snapshot Take(
        KernelReader reader, Project project, DataDirectories data, BuiltKernel kernel, ModuleTree tree, Plan plan,
        BuiltPackages packages)
    {
        var (image, configFile) = KernelImage.Find([kernel.Tree], tree.Release);
        var config = configFile is null ? null : KernelConfig.Parse(configFile.Place, configFile.Lines);
        var contract = new ContractCheck(plan, tree, config);
        return new SnapshotTaker(tree, plan)
        {
            Sizes =
            [
                .. plan.Packages.Zip(packages.Footprint(plan), (package, size) => size with { Package = package.Name }),
            ],
            Image = image,
            Config = config,
            Contract = [.. project.Contract.Select(promise => contract.Answer(promise, plan.Base.Name))],
            Limits = PackageMapReader.Read(project.PackageMap, data),
            Makefiles = reader.Makefiles(tree, kernel.Source.Root),
        }.Take();
    }
}
