using KernelSplit.Splitting.Solving;

namespace KernelSplit.Packaging;

/// <summary>
/// The installed files that a plan doesn't place: all but the modules. They go into the package with the kernel image.
/// </summary>
internal static class UnplannedFiles
{
    /// <param name="plan">Lists the modules.</param>
    /// <param name="modulesDirectory">lib/modules/&lt;release&gt; with all its files.</param>
    /// <returns>Paths relative to that directory.</returns>
    public static IEnumerable<string> Of(Plan plan, string modulesDirectory) => Directory
        .EnumerateFiles(modulesDirectory, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(modulesDirectory, file))
        .Except(plan.Placements.Select(placement => placement.Path));
}
