using KernelSplit.Footprint.Snapshots;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Building.Pipelines;

/// <summary>Lays a run's results where the user looks for them.</summary>
public static class Results
{
    /// <returns>Where each kind of result lies.</returns>
    public static IReadOnlyDictionary<string, string> Publish(
        string output, ConfiguredKernel configured, BuiltKernel kernel, Plan plan, BuiltPackages packages, Snapshot snapshot)
    {
        output = Path.GetFullPath(output);
        var files = new Dictionary<string, string>
        {
            ["packages"] = Path.Combine(output, "rpm"),
            ["spec"] = Path.Combine(output, Path.GetFileName(packages.Spec)),
            ["plan"] = Path.Combine(output, "plan.json"),
            ["snapshot"] = Path.Combine(output, "kernel.snapshot"),
            ["config"] = Path.Combine(output, "config"),
            ["kernel"] = Path.Combine(kernel.Tree, "lib", "modules", kernel.Release),
            ["build log"] = kernel.Log,
        };

        Publish(packages, files["packages"]);
        AtomicFile.Copy(packages.Spec, files["spec"]);
        AtomicFile.Write(files["plan"], PlanFile.Write(plan));
        AtomicFile.Write(files["snapshot"], to => SnapshotFile.Write(snapshot, to));
        AtomicFile.Copy(configured.Config, files["config"]);
        return files;
    }

    /// <summary>A folder can't be replaced in one step; RPMs of an earlier run go when all new ones are there.</summary>
    public static void Publish(BuiltPackages packages, string folder)
    {
        var rpms = packages.Rpms.Select(rpm => rpm.File).ToList();
        foreach (var rpm in rpms)
            AtomicFile.Copy(rpm, Path.Combine(folder, Path.GetFileName(rpm)));
        var current = rpms.Select(Path.GetFileName).ToHashSet(StringComparer.Ordinal);
        foreach (var old in Directory.EnumerateFiles(folder, $"{packages.Identity.Name}-*.rpm").Where(old => !current.Contains(Path.GetFileName(old))))
            File.Delete(old);
    }
}
