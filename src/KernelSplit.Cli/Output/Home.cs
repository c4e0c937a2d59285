using KernelSplit.Splitting.Projects;

namespace KernelSplit.Cli.Output;

/// <summary>Finds the fragments, package maps and templates that come with kernelsplit.</summary>
internal static class Home
{
    /// <summary>The nearest folder at or above the program that has package-maps/.</summary>
    public static Library Library()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !Directory.Exists(Path.Combine(folder.FullName, "package-maps")))
            folder = folder.Parent;
        return folder is null ? new Library() : new Library(folder.FullName);
    }
}
