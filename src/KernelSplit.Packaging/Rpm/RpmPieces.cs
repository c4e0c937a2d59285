using KernelSplit.Foundation;


namespace KernelSplit.Packaging.Rpm;

/// <summary>What a spec of one's own includes to split the kernel that it builds.</summary>
public static class RpmPieces
{
    public const string PackagesName = "packages.inc";

    /// <summary>
    /// Writes packages.inc with the packages' sections, and for each package the list for its <c>%files -f</c> and what
    /// packages.inc includes for it.
    /// </summary>
    /// <param name="templates">The templates.</param>
    /// <param name="kernel">What to package.</param>
    /// <param name="modulesFolder">lib/modules/&lt;release&gt; with all files that are to be packaged.</param>
    /// <param name="folder">Gets the files.</param>
    /// <exception cref="Foundation.InvalidInputException">A template is broken.</exception>
    public static void Write(RpmTemplates templates, RpmKernel kernel, string modulesFolder, string folder)
    {
        var packages = RpmSpec.RenderPackages(templates, kernel);
        Directory.CreateDirectory(folder);
        WriteLists(kernel, RpmDependencies.Of(kernel), modulesFolder, folder);
        AtomicFile.Write(Path.Combine(folder, PackagesName), packages);
    }

    internal static void WriteLists(RpmKernel kernel, IReadOnlyDictionary<string, string> dependencies, string modulesFolder, string folder)
    {
        foreach (var package in kernel.Plan.Packages)
        {
            var list = FileList.Of(kernel.Plan, package.Name, modulesFolder, kernel.ModulesFolder);
            AtomicFile.Write(Path.Combine(folder, RpmSpec.FileListName(package.Name)), list);
            AtomicFile.Write(Path.Combine(folder, RpmSpec.DependenciesName(package.Name)), dependencies[package.Name]);
        }
    }
}
