using KernelSplit.Modules.Depmod;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Packaging.Rpm;

/// <summary>The <c>%files -f</c> lists: every file of an installed kernel in exactly one package.</summary>
public static class FileList
{
    /// <param name="plan">Says where modules go; all other files go into the package with the kernel image.</param>
    /// <param name="package">The package to list.</param>
    /// <param name="modulesFolder">lib/modules/&lt;release&gt; with all its files.</param>
    /// <param name="root">Where they are to be installed.</param>
    public static string Of(Plan plan, string package, string modulesFolder, string root)
    {
        var files = plan.In(package).Select(placement => placement.Path);
        var others = package == plan.Base.Name ? OtherFiles.Of(plan, modulesFolder) : [];
        // depmod's files depend on what else is installed: each machine makes its own, the package only owns them.
        var made = package == plan.Base.Name ? DepmodFiles.Names : [];
        files = [.. files.Concat(others.Except(made)).Order(StringComparer.Ordinal)];

        // Package managers find the running kernel by who owns its release's folder (libdnf: dnf_sack_running_kernel).
        var folders = files.SelectMany(Folders).Concat(package == plan.Base.Name ? [""] : []).Distinct().Select(folder => $"%dir {root}/{folder}".TrimEnd('/'));
        var lines = folders.Order(StringComparer.Ordinal)
            .Append("%defattr(0644,root,root,0755)")
            .Concat(files.Select(file => $"{root}/{file}"))
            .Concat(made.Order(StringComparer.Ordinal).Select(file => $"%ghost {root}/{file}"));
        return string.Concat(lines.Select(line => line + "\n"));
    }

    private static IEnumerable<string> Folders(string file)
    {
        for (var folder = Path.GetDirectoryName(file); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
            yield return folder;
    }
}
