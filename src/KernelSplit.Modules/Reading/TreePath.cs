namespace KernelSplit.Modules.Reading;

/// <summary>A path below a root directory, taken apart: [usr/]lib/modules/RELEASE/RELATIVE.</summary>
internal readonly record struct TreePath(string Release, string Relative)
{
    // depmod.c, should_exclude_dir: the build tree that these point to is none of the installed kernel.
    private static readonly string[] SkippedDirectories = ["build", "source"];

    public static TreePath? Parse(string path)
    {
        var bare = Without(Without(path, "."), "");
        bare = Without(bare, "usr");
        const string Modules = "lib/modules/";
        if (!bare.StartsWith(Modules, StringComparison.Ordinal))
            return null;
        var slash = bare.IndexOf('/', Modules.Length);
        return slash < 0 ? null : new TreePath(bare[Modules.Length..slash], bare[(slash + 1)..]);
    }

    public static bool IsSkippedDirectory(string name) => SkippedDirectories.Contains(name);

    /// <summary>What is to be read from the file; nothing for files that don't concern us.</summary>
    public TreeFileKind? Kind =>
        ModulePath.IsModule(Relative) ? (IsInSkippedDirectory() ? null : TreeFileKind.Module)
        : Relative == "modules.builtin" ? TreeFileKind.BuiltInList
        : Relative == "modules.builtin.modinfo" ? TreeFileKind.BuiltInInfo
        : Relative == "modules.order" ? TreeFileKind.Order
        : null;

    private bool IsInSkippedDirectory() => Relative.Split('/')[..^1].Any(IsSkippedDirectory);

    private static string Without(string path, string directory) =>
        path.StartsWith(directory + "/", StringComparison.Ordinal) ? path[(directory.Length + 1)..] : path;
}
