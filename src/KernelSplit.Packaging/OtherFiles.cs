using KernelSplit.Splitting.Solving;

namespace KernelSplit.Packaging;

/// <summary>What is installed beside the modules; all of it goes into the package with the kernel image.</summary>
internal static class OtherFiles
{
    /// <param name="plan">Says what the modules are.</param>
    /// <param name="modulesFolder">lib/modules/&lt;release&gt; with all its files.</param>
    /// <returns>Paths below that folder.</returns>
    public static IEnumerable<string> Of(Plan plan, string modulesFolder) => Directory
        .EnumerateFiles(modulesFolder, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(modulesFolder, file))
        .Except(plan.Placements.Select(placement => placement.Path));
}
