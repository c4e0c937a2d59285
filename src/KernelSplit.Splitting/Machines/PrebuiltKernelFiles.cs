using KernelSplit.Foundation;
using KernelSplit.Splitting.Projects;

namespace KernelSplit.Splitting.Machines;

/// <summary>Finds the files of the prebuilt kernel that a question is about.</summary>
public static class PrebuiltKernelFiles
{
    // Where a run leaves packages in its output directory.
    private static readonly string[] Made = ["rpm", "deb"];

    /// <summary>
    /// What was named, else the packages where <c>kernelsplit run</c> leaves them; directories of packages, and the
    /// output directory of a run, as these.
    /// </summary>
    public static string[] Find(string[] named, string? projectFile)
    {
        if (named.Length > 0)
            return [.. named.SelectMany(FilesOf)];
        var directory = Path.Combine(DefaultProject.Output(projectFile ?? DefaultProject.Name), "rpm");
        return projectFile is not null && Directory.Exists(directory)
            ? FilesOf(directory)
            : throw new InvalidInputException(
                "--kernel", $"no kernel given, and no packages in {directory}",
                "Give its packages or its module tree (/ for this machine's); \"kernelsplit run\" makes packages");
    }

    private static string[] FilesOf(string input)
    {
        if (!Directory.Exists(input) || IsTree(input))
            return [input];
        if (Made.Select(format => Path.Combine(input, format)).FirstOrDefault(Directory.Exists) is { } made)
            return FilesOf(made);
        string[] packages =
        [
            .. Directory.EnumerateFiles(input, "*.rpm").Concat(Directory.EnumerateFiles(input, "*.deb"))
                .Order(StringComparer.Ordinal),
        ];
        return packages.Length > 0 ? packages : [input];
    }

    /// <summary>A root directory may also contain packages.</summary>
    private static bool IsTree(string directory) =>
        Directory.Exists(Path.Combine(directory, "lib", "modules"))
            || Directory.Exists(Path.Combine(directory, "usr", "lib", "modules"));
}
