using KernelSplit.Foundation;
using KernelSplit.Modules.Archives;

namespace KernelSplit.Modules.Reading;

/// <summary>The modules in a kernel's build directory, before <c>make modules_install</c>.</summary>
internal static class KbuildFiles
{
    private const string ReleaseFile = "include/config/kernel.release";

    private static readonly (string Name, TreeFileKind Kind)[] Lists =
    [
        ("modules.order", TreeFileKind.BuildOrder),
        ("modules.builtin", TreeFileKind.BuiltInList),
        ("modules.builtin.modinfo", TreeFileKind.BuiltInInfo),
    ];

    public static bool AreIn(string directory) =>
        File.Exists(Path.Combine(directory, ReleaseFile)) && File.Exists(Path.Combine(directory, "modules.order"));

    /// <summary>
    /// The files in modules.order: <c>drivers/net/dummy.o</c>, in older kernels <c>.ko</c>, in still older ones with
    /// the prefix <c>kernel/</c>. Their paths in the tree are those after installation.
    /// </summary>
    /// <param name="named">The build directory as the user named it, and its full path.</param>
    /// <exception cref="IOException">A list can't be read.</exception>
    /// <exception cref="InvalidInputException">A module would be outside of the build directory.</exception>
    public static IEnumerable<DiskFile> Find((string Name, string FullPath) named)
    {
        var release = File.ReadAllText(Path.Combine(named.FullPath, ReleaseFile)).Trim();
        foreach (var (name, kind) in Lists.Where(list => File.Exists(Path.Combine(named.FullPath, list.Name))))
            yield return Describe(name, name, kind);
        foreach (var line in File.ReadLines(Path.Combine(named.FullPath, "modules.order")))
        {
            var installed = MemberPath.Normalize(ModulePath.InstalledPathOf(line)) ?? throw new InvalidInputException(
                Path.Combine(named.Name, "modules.order"), $"{line} is outside of the build directory");
            yield return Describe(installed["kernel/".Length..], installed, TreeFileKind.Module);
        }

        DiskFile Describe(string below, string relative, TreeFileKind kind) => DiskFile.Describe(
            Path.Combine(named.FullPath, below), new TreePath(release, relative), kind, named, named.FullPath);
    }
}
