using KernelSplit.Foundation;
using KernelSplit.Makefiles.Sources;
using KernelSplit.Modules;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Footprint.Impact;

/// <summary>The packages that a change of source files affects.</summary>
/// <param name="Release">The kernel.</param>
/// <param name="BasePackage">The package with the kernel image, which is in every machine image.</param>
/// <param name="Files">The impact of each changed file, in the order in which they were named.</param>
/// <param name="Packages">The packages to rebuild and ship, in the map's order.</param>
public sealed record ImpactReport(
    string Release, string BasePackage, IReadOnlyList<FileImpact> Files, IReadOnlyList<ImpactedPackage> Packages)
{
    /// <summary>Whether the kernel image itself changes.</summary>
    public bool KernelImage => Packages.Any(package => package.KernelImage);

    /// <summary>Whether a machine image with only the base package must be rebuilt.</summary>
    public bool BaseImageNeedsRespin => Packages.Any(package => package.Name == BasePackage);

    /// <summary>Whether the answer is an upper bound, because a file is not compiled by itself.</summary>
    public bool IsAtMost => Files.Any(file => file.Reach is { IsAtMost: true, ReachesNothing: false });

    /// <summary>Modules that are affected, but not in this kernel.</summary>
    public IReadOnlyList<string> NotInThisKernel { get; } =
    [
        .. Files.SelectMany(file => file.Modules)
            .Where(module => module.Package is null)
            .Select(module => module.SourcePath)
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Files that the source doesn't have, so their impact is unknown.</summary>
    public IReadOnlyList<Diagnostic> Missing { get; } =
    [
        .. Files.Where(file => file.Reach.IsMissing)
            .Select(file => Diagnostic.Error(file.File.Place, $"{file.File.Path}: {file.Reach.Because}")),
    ];

    /// <summary>Finds the impact of files.</summary>
    /// <param name="plan">The placement of the kernel's modules.</param>
    /// <param name="changed">The files.</param>
    /// <param name="reachOf">
    /// What a file affects according to the source, see <see cref="KernelSources.ReachOf"/>.
    /// </param>
    public static ImpactReport Of(Plan plan, IReadOnlyList<ChangedFile> changed, Func<ChangedFile, SourceReach> reachOf)
    {
        var placements = plan.Placements.ToLookup(
            placement => ModulePath.SourcePathOf(placement.Path), StringComparer.Ordinal);
        var files = changed.Select(file =>
        {
            var reach = reachOf(file);
            return new FileImpact(
                file, reach, [.. reach.Modules.Select(path => Find(placements[path].FirstOrDefault(), path))]);
        }).ToList();
        return new ImpactReport(plan.Release, plan.Base.Name, files, [.. PackagesOf(plan, files)]);
    }

    private static ImpactedModule Find(Placement? placed, string sourcePath) =>
        new(sourcePath, placed?.Module, placed?.Package);

    private static IEnumerable<ImpactedPackage> PackagesOf(Plan plan, List<FileImpact> files)
    {
        var modules = files.SelectMany(file => file.Modules).Where(module => module.Package is not null)
            .Distinct().OrderBy(module => module.Name, StringComparer.Ordinal).ToLookup(module => module.Package);
        foreach (var package in plan.Packages)
        {
            var isBase = package.Name == plan.Base.Name;
            var impacted = new ImpactedPackage(
                package.Name,
                [.. modules[package.Name]],
                isBase && files.Any(file => file.Reach.KernelImage),
                package == plan.OfBoards && files.Any(file => file.Reach.DeviceTrees));
            if (impacted.Modules.Count > 0 || impacted.KernelImage || impacted.DeviceTrees)
                yield return impacted;
        }
    }
}
