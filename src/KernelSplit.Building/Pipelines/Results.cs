using KernelSplit.Footprint.Snapshots;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Building.Pipelines;

/// <summary>Copies the results of a run to the output directory.</summary>
public static class Results
{
    /// <returns>The path of each kind of result.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> Publish(
        string output, ConfiguredKernel configured, BuiltKernel kernel, Plan plan, BuiltPackages packages,
        Snapshot snapshot, CancellationToken cancellation)
    {
        output = Path.GetFullPath(output);
        using var alone = await Lock(output, cancellation);
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

    /// <summary>What there is to look at if the checks failed: nothing in the output directory.</summary>
    public static IReadOnlyDictionary<string, string> Withheld(BuiltKernel kernel, BuiltPackages packages) =>
        new Dictionary<string, string>
        {
            ["in cache"] = Path.GetDirectoryName(packages.Rpms[0].File)!,
            ["kernel"] = Path.Combine(kernel.Tree, "lib", "modules", kernel.Release),
            ["build log"] = kernel.Log,
        };

    /// <summary>Two runs at once must not delete each other's packages: each publishes alone.</summary>
    public static Task<FileLock> Lock(string output, CancellationToken cancellation) =>
        FileLock.Take(Directory.CreateDirectory(output).FullName, null, cancellation);

    /// <summary>
    /// A directory can't be replaced atomically; RPMs of an earlier run are deleted once all new ones are in place.
    /// </summary>
    public static void Publish(BuiltPackages packages, string directory)
    {
        var rpms = packages.Rpms.Select(rpm => rpm.File).ToList();
        foreach (var rpm in rpms)
            AtomicFile.Copy(rpm, Path.Combine(directory, Path.GetFileName(rpm)));
        var current = rpms.Select(Path.GetFileName).ToHashSet(StringComparer.Ordinal);
        var all = packages.Identity.FilePatterns.SelectMany(pattern => Directory.EnumerateFiles(directory, pattern))
            .Distinct().ToList();
        foreach (var old in all.Where(file => !current.Contains(Path.GetFileName(file))))
            File.Delete(old);
    }
}
