using KernelSplit.Cli.Pipeline;
using KernelSplit.Foundation;
using KernelSplit.Modules;

namespace KernelSplit.Cli.Machines;

/// <summary>Finds and reads the finished kernel that a question is about.</summary>
internal static class KernelFiles
{
    /// <summary>What was named, else the packages where <c>kernelsplit run</c> leaves them; folders of packages as these.</summary>
    public static string[] Find(string[] named, string? projectFile)
    {
        if (named.Length > 0)
            return [.. named.SelectMany(FilesOf)];
        var folder = Path.Combine(Path.GetDirectoryName(projectFile) ?? "", "out", "rpm");
        return projectFile is not null && Directory.Exists(folder)
            ? FilesOf(folder)
            : throw new InvalidInputException("--kernel", $"which kernel? There are no packages in {folder}", "Name its packages or its module tree; / is this machine's. \"kernelsplit run\" makes packages");
    }

    /// <summary>A module that can't be read might be just the driver: no answer is better than a wrong one.</summary>
    public static ModuleTree Read(string[] files, CancellationToken cancellation)
    {
        var tree = TreeReading.Read(files, cancellation);
        tree.Diagnostics.RefuseErrors();
        return tree;
    }

    private static string[] FilesOf(string input)
    {
        if (!Directory.Exists(input) || IsTree(input))
            return [input];
        string[] packages = [.. Directory.EnumerateFiles(input, "*.rpm").Concat(Directory.EnumerateFiles(input, "*.deb")).Order(StringComparer.Ordinal)];
        return packages.Length > 0 ? packages : [input];
    }

    /// <summary>A root directory may have packages lying about.</summary>
    private static bool IsTree(string folder) =>
        Directory.Exists(Path.Combine(folder, "lib", "modules")) || Directory.Exists(Path.Combine(folder, "usr", "lib", "modules"));
}
