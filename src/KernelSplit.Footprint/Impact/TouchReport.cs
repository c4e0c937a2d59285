using KernelSplit.Foundation;
using KernelSplit.Makefiles.Sources;
using KernelSplit.Modules;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Footprint.Impact;

/// <summary>Which packages a change of source files reaches.</summary>
/// <param name="Release">The kernel that it is asked about.</param>
/// <param name="BasePackage">The package with the kernel image, which every image of a machine holds.</param>
/// <param name="Files">An answer for each touched file, in the order in which they were named.</param>
/// <param name="Packages">Those to rebuild and ship, in the map's order.</param>
public sealed record TouchReport(
    string Release, string BasePackage, IReadOnlyList<FileAnswer> Files, IReadOnlyList<TouchedPackage> Packages)
{
    /// <summary>Whether the kernel image itself changes.</summary>
    public bool KernelImage => Packages.Any(package => package.KernelImage);

    /// <summary>Whether a machine's image that holds the base package alone must be made anew.</summary>
    public bool BaseImageNeedsRespin => Packages.Any(package => package.Name == BasePackage);

    /// <summary>Whether the answer is never too small, but may be too large: a file is no compiled one.</summary>
    public bool IsAtMost => Files.Any(file => file.Reach is { IsAtMost: true, ReachesNothing: false });

    /// <summary>Reached by their source, but not in this kernel.</summary>
    public IReadOnlyList<string> NotInThisKernel { get; } =
        [.. Files.SelectMany(file => file.Modules).Where(module => module.Package is null).Select(module => module.SourcePath).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Files that the source hasn't, so that nothing is known about them.</summary>
    public IReadOnlyList<Diagnostic> Missing { get; } =
        [.. Files.Where(file => file.Reach.IsMissing).Select(file => Diagnostic.Error(file.File.Place, $"{file.File.Path}: {file.Reach.Because}"))];

    /// <summary>Asks what files reach.</summary>
    /// <param name="plan">The kernel's placements.</param>
    /// <param name="touched">The files.</param>
    /// <param name="reachOf">What the source says about one, see <see cref="KernelSources.ReachOf"/>.</param>
    public static TouchReport Of(Plan plan, IReadOnlyList<TouchedFile> touched, Func<TouchedFile, SourceReach> reachOf)
    {
        var placements = plan.Placements.ToLookup(placement => ModulePath.SourcePathOf(placement.Path), StringComparer.Ordinal);
        var files = touched.Select(file =>
        {
            var reach = reachOf(file);
            return new FileAnswer(file, reach, [.. reach.Modules.Select(path => Find(placements[path].FirstOrDefault(), path))]);
        }).ToList();
        return new TouchReport(plan.Release, plan.Base.Name, files, [.. PackagesOf(plan, files)]);
    }

    private static TouchedModule Find(Placement? placed, string sourcePath) => new(sourcePath, placed?.Module, placed?.Package);

    private static IEnumerable<TouchedPackage> PackagesOf(Plan plan, List<FileAnswer> files)
    {
        var modules = files.SelectMany(file => file.Modules).Where(module => module.Package is not null)
            .Distinct().OrderBy(module => module.Name, StringComparer.Ordinal).ToLookup(module => module.Package);
        foreach (var package in plan.Packages)
        {
            var isBase = package.Name == plan.Base.Name;
            var touched = new TouchedPackage(
                package.Name, [.. modules[package.Name]], isBase && files.Any(file => file.Reach.KernelImage), isBase && files.Any(file => file.Reach.DeviceTrees));
            if (touched.Modules.Count > 0 || touched.KernelImage || touched.DeviceTrees)
                yield return touched;
        }
    }
}
