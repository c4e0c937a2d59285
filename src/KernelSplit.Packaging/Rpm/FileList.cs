using KernelSplit.Splitting.Solving;

namespace KernelSplit.Packaging.Rpm;

/// <summary>The <c>%files -f</c> lists: every file of an installed kernel in exactly one package.</summary>
public static class FileList
{
    /// <param name="plan">Says where modules go; all other files go into the package with the kernel image.</param>
    /// <param name="package">The package to list.</param>
    /// <param name="modulesFolder">lib/modules/&lt;release&gt; as it is installed.</param>
    public static string Of(Plan plan, string package, string modulesFolder)
    {
        var modules = plan.Placements.Select(placement => placement.Path).ToHashSet(StringComparer.Ordinal);
        var files = plan.In(package).Select(placement => placement.Path).ToList();
        if (package == plan.Base.Name)
        {
            files.AddRange(Directory.EnumerateFiles(modulesFolder, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(modulesFolder, file))
                .Where(file => !modules.Contains(file)));
        }

        var root = $"/lib/modules/{plan.Release}";
        var folders = files.SelectMany(Folders).Append("").Distinct().Select(folder => $"%dir {root}/{folder}".TrimEnd('/'));
        var lines = folders.Order(StringComparer.Ordinal)
            .Append("%defattr(0644,root,root,0755)")
            .Concat(files.Order(StringComparer.Ordinal).Select(file => $"{root}/{file}"));
        return string.Concat(lines.Select(line => line + "\n"));
    }

    private static IEnumerable<string> Folders(string file)
    {
        for (var folder = Path.GetDirectoryName(file); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
            yield return folder;
    }
}
