using KernelSplit.Foundation;

namespace KernelSplit.Packaging.Rpm;

/// <summary>Include files for a spec that builds a kernel, to split it into packages.</summary>
public static class SpecFragments
{
    public const string PackagesName = "packages.inc";

    /// <summary>
    /// Writes packages.inc with the packages' sections, and for each package the list for its <c>%files -f</c> and the
    /// file that packages.inc includes for it.
    /// </summary>
    /// <param name="templates">The templates.</param>
    /// <param name="kernel">What to package.</param>
    /// <param name="modulesDirectory">lib/modules/&lt;release&gt; with all files to package.</param>
    /// <param name="directory">The output directory.</param>
    /// <exception cref="Foundation.InvalidInputException">A template is invalid.</exception>
    public static void Write(RpmTemplates templates, RpmKernel kernel, string modulesDirectory, string directory)
    {
        var packages = RpmSpec.RenderPackages(templates, kernel);
        Directory.CreateDirectory(directory);
        WriteLists(kernel, RpmDependencies.Of(kernel), modulesDirectory, directory);
        AtomicFile.Write(Path.Combine(directory, PackagesName), packages);
    }

    internal static void WriteLists(
        RpmKernel kernel, IReadOnlyDictionary<string, string> dependencies, string modulesDirectory, string directory)
    {
        foreach (var package in kernel.Plan.Packages)
        {
            var list = FileList.Of(
                kernel.Plan, package.Name, modulesDirectory, kernel.ModulesDirectory, kernel.BootFiles);
            AtomicFile.Write(Path.Combine(directory, RpmSpec.FileListName(package.Name)), list);
            AtomicFile.Write(
                Path.Combine(directory, RpmSpec.DependenciesName(package.Name)), dependencies[package.Name]);
        }
    }
}
