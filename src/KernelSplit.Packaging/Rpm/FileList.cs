using KernelSplit.Foundation;
using KernelSplit.Modules.Depmod;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Packaging.Rpm;

/// <summary>The <c>%files -f</c> lists: every file of an installed kernel in exactly one package.</summary>
public static class FileList
{
    /// <param name="plan">
    /// The placement of the modules; of the others, UnplannedFiles has the package.
    /// </param>
    /// <param name="package">The package to list.</param>
    /// <param name="modulesDirectory">lib/modules/&lt;release&gt; with all its files.</param>
    /// <param name="root">The directory they are installed to.</param>
    /// <param name="bootFiles">Files in /boot that belong to the package with the kernel image.</param>
    /// <exception cref="InvalidInputException">With every path that such a list can't name.</exception>
    public static string Of(Plan plan, string package, string modulesDirectory, string root,
        IReadOnlyList<string> bootFiles)
    {
        var files = plan.In(package).Select(placement => placement.Path);
        var unplanned = UnplannedFiles.Of(plan, package, modulesDirectory);
        // depmod's files depend on what else is installed: depmod creates them on each machine, the package only owns
        // them.
        var made = package == plan.Base.Name ? DepmodFiles.Names : [];
        files = [.. files.Concat(unplanned.Except(made)).Order(StringComparer.Ordinal)];

        if (files.Where(file => !IsPlain(file)).ToList() is { Count: > 0 } others)
            throw new InvalidInputException([.. others.Select(file => Diagnostic.Error(
                $"{root}/{file}", "RPM's file lists can't name this path",
                "Paths are letters, digits and / . _ + - , @ = : ~"))]);

        var directories = files.SelectMany(Directories).Concat(package == plan.Base.Name ? [""] : []).Distinct()
            .Select(directory => $"%dir {root}/{directory}".TrimEnd('/'));
        var lines = directories.Order(StringComparer.Ordinal)
            .Append("%defattr(0644,root,root,0755)")
            .Concat(files.Select(file => $"{root}/{file}"))
            .Concat(made.Order(StringComparer.Ordinal).Select(file => $"%ghost {root}/{file}"))
            .Concat(package == plan.Base.Name ? bootFiles.Select(BootFile) : []);
        return string.Concat(lines.Select(line => line + "\n"));
    }

    /// <summary>An initramfs may have secrets in it.</summary>
    private static string BootFile(string file) =>
        file.Contains("/init", StringComparison.Ordinal) ? $"%ghost %attr(0600,root,root) {file}" : $"%ghost {file}";

    /// <summary>
    /// RPM expands macros and patterns in such a list and splits its lines at white space; how a character could be
    /// quoted differs between its versions.
    /// </summary>
    private static bool IsPlain(string path) => path.All(c => char.IsLetterOrDigit(c) || "/._+-,@=:~".Contains(c));

    private static IEnumerable<string> Directories(string file)
    {
        var directory = Path.GetDirectoryName(file);
        for (; !string.IsNullOrEmpty(directory); directory = Path.GetDirectoryName(directory))
            yield return directory;
    }
}
