using KernelSplit.Footprint.Snapshots;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Verification;

namespace KernelSplit.Building.Pipelines;

/// <summary>The snapshot of a kernel that was built by this run.</summary>
public static class RunSnapshot
{
    public static Snapshot Take(
        KernelReader reader, BuiltKernel built, KernelFacts kernel, Plan plan, BuiltPackages packages,
        VerificationResult verified) => new SnapshotTaker(kernel, plan)
        {
            Sizes =
            [
                .. plan.Packages.Zip(packages.Footprint(plan), (package, size) => size with { Package = package.Name }),
            ],
            Verified = verified,
            Makefiles = reader.Makefiles(kernel.Tree, built.Source.Root),
        }.Take();
}
