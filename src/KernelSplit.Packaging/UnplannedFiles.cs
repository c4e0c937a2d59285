using System.IO.Enumeration;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Packaging;

/// <summary>
/// The installed files that a plan doesn't place: all but the modules. They go into the package with the kernel image,
/// device trees to <see cref="Plan.OfBoards"/>.
/// </summary>
internal static class UnplannedFiles
{
    public const string DeviceTrees = "dtb/";

    /// <param name="plan">Lists the modules.</param>
    /// <param name="package">Whose files to list.</param>
    /// <param name="modulesDirectory">lib/modules/&lt;release&gt; with all its files.</param>
    /// <returns>Paths relative to that directory.</returns>
    public static IEnumerable<string> Of(Plan plan, string package, string modulesDirectory) =>
        package != plan.Base.Name && package != plan.OfBoards.Name ? []
        : FilesIn(modulesDirectory)
            .Select(file => Path.GetRelativePath(modulesDirectory, file))
            .Except(plan.Placements.Select(placement => placement.Path))
            .Where(file => package == PackageOf(plan, file).Name);

    /// <summary>Links to directories, such as <c>build</c> of a buildroot, lead out of it.</summary>
    private static FileSystemEnumerable<string> FilesIn(string directory) => new(
        directory, (ref entry) => entry.ToFullPath(), new EnumerationOptions { RecurseSubdirectories = true })
    {
        ShouldIncludePredicate = (ref entry) => !entry.IsDirectory,
        ShouldRecursePredicate = (ref entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
    };

    private static Package PackageOf(Plan plan, string file) =>
        file.StartsWith(DeviceTrees, StringComparison.Ordinal) ? plan.OfBoards : plan.Base;
}
