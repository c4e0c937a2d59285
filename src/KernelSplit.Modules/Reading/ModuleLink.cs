using KernelSplit.Modules.Files;

namespace KernelSplit.Modules.Reading;

/// <summary>
/// Symbolic links to modules. weak-modules links to those of other releases, so a link may lead to anything in the same
/// lib/modules, and nowhere else.
/// </summary>
internal static class ModuleLink
{
    private const string Parent = "/lib/modules";

    /// <param name="path">The link.</param>
    /// <param name="root">Full path of the tree that it is in.</param>
    /// <exception cref="IOException">It leads nowhere, or elsewhere.</exception>
    public static string Follow(string path, string root)
    {
        var modules = Path.GetDirectoryName(root) is { } above && above.EndsWith(Parent, StringComparison.Ordinal)
            ? above
            : root;
        try
        {
            return Inside(modules, path);
        }
        catch (IOException) when (InImage(path, modules) is { } there && File.Exists(there))
        {
            return Inside(modules, there);
        }
    }

    private static string Inside(string modules, string path) =>
        RealPath.Of(path) is var target && target.StartsWith(RealPath.Of(modules) + "/", StringComparison.Ordinal)
            ? target
            : throw new IOException("is a symbolic link that leaves lib/modules: not read");

    /// <summary>Where an absolute link leads on the machine whose root the modules are in.</summary>
    private static string? InImage(string path, string modules)
    {
        var target = new FileInfo(path).LinkTarget;
        if (target is null || !Path.IsPathRooted(target) || !modules.EndsWith(Parent, StringComparison.Ordinal))
            return null;
        var image = modules[..^Parent.Length];
        return (image.EndsWith("/usr", StringComparison.Ordinal) ? image[..^"/usr".Length] : image) + target;
    }
}
