using KernelSplit.Host.Processes;

namespace KernelSplit.Packaging.Rpm;

/// <summary>Turns an installed kernel and its plan into RPMs with rpmbuild.</summary>
public static class RpmBuild
{
    /// <summary>
    /// Works in <paramref name="work"/>: the spec is written to work/SPECS, the packages to work/RPMS.
    /// </summary>
    /// <param name="kernel">What to package.</param>
    /// <param name="spec">The spec's text: <see cref="RpmSpec"/>.</param>
    /// <param name="dependencies">
    /// The include file of each package, by its short name: <see cref="RpmDependencies"/>.
    /// </param>
    /// <param name="tree">The installed kernel: the directory above lib/modules.</param>
    /// <param name="work">An empty directory whose path has no spaces.</param>
    /// <param name="onLine">Receives rpmbuild's output.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ToolFailedException">rpmbuild failed.</exception>
    public static async Task Run(
        RpmKernel kernel,
        string spec,
        IReadOnlyDictionary<string, string> dependencies,
        string tree,
        string work,
        Action<string> onLine,
        CancellationToken cancellation)
    {
        var identity = kernel.Identity;
        var sources = Directory.CreateDirectory(Path.Combine(work, "SOURCES")).FullName;
        var specFile = Path.Combine(
            Directory.CreateDirectory(Path.Combine(work, "SPECS")).FullName, $"{identity.Name}.spec");
        await File.WriteAllTextAsync(specFile, spec, cancellation);
        SpecFragments.WriteLists(
            kernel, dependencies, Path.Combine(tree, "lib", "modules", kernel.Plan.Release), sources);
        await Tarball.Write(
            Path.Combine(sources, RpmSpec.TreeName(kernel)), tree, kernel.Time, ["lib"], onLine, cancellation);

        // --nodeps: the build requirements were checked already, and this machine's package manager may not be RPM.
        var build = new ToolCall(
            "rpmbuild", "-bb", "--nodeps", "--target", identity.Architecture, "--define", $"_topdir {work}",
            "--define", "use_source_date_epoch_as_buildtime 1", "--define", "clamp_mtime_to_source_date_epoch 1",
            "--define", "_buildhost kernelsplit", specFile)
        {
            Environment = new Dictionary<string, string> { ["SOURCE_DATE_EPOCH"] = kernel.Epoch },
        };
        await Tool.Run(build, onLine, cancellation);
        foreach (var scratch in new[] { "BUILD", "BUILDROOT", "SRPMS" })
        {
            if (Directory.Exists(Path.Combine(work, scratch)))
                Directory.Delete(Path.Combine(work, scratch), recursive: true);
        }
    }
}
