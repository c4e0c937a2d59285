namespace KernelSplit.Modules.Reading;

/// <summary>A parsed path relative to a root: [usr/]lib/modules/RELEASE/RELATIVE.</summary>
internal readonly record struct TreePath(string Release, string Relative)
{
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

    /// <summary><c>RELEASE/RELATIVE</c></summary>
    public override string ToString() => $"{Release}/{Relative}";

    /// <summary>Links to the build tree, which isn't part of the installed kernel; depmod also skips them.</summary>
    public static bool IsSkippedDirectory(ReadOnlySpan<char> name) => name is "build" or "source";

    /// <summary>Why a file isn't read: file lists and plan.json can't represent its name.</summary>
    public static string? NameProblem(string name)
    {
        foreach (var c in name)
        {
            if (char.IsControl(c))
                return "has a control character in its name: not read";
            if (c == '\uFFFD')
                return "has a name that is not UTF-8: not read";
        }
        return null;
    }

    /// <summary>What the file contains; null for files that are not read.</summary>
    public TreeFileKind? Kind =>
        IsInSkippedDirectory() ? null : KindOf(Relative, isAtRoot: !Relative.Contains('/', StringComparison.Ordinal));

    /// <inheritdoc cref="Kind"/>
    /// <param name="fileName">May include directories.</param>
    /// <param name="isAtRoot">The file is directly in the release's directory.</param>
    public static TreeFileKind? KindOf(ReadOnlySpan<char> fileName, bool isAtRoot) =>
        ModulePath.IsModule(fileName) ? TreeFileKind.Module
        : !isAtRoot ? null
        : fileName switch
        {
            "modules.builtin" => TreeFileKind.BuiltInList,
            "modules.builtin.modinfo" => TreeFileKind.BuiltInInfo,
            "modules.order" => TreeFileKind.Order,
            _ => null,
        };

    private bool IsInSkippedDirectory()
    {
        foreach (var part in Path.GetDirectoryName(Relative.AsSpan()).Split('/'))
        {
            if (IsSkippedDirectory(Relative.AsSpan(part)))
                return true;
        }
        return false;
    }

    private static string Without(string path, string directory) =>
        path.StartsWith(directory + "/", StringComparison.Ordinal) ? path[(directory.Length + 1)..] : path;
}
