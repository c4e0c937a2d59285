namespace KernelSplit.Splitting.Projects;

/// <summary>The project file to use where none is named.</summary>
public static class DefaultProject
{
    public const string Name = "kernelsplit.yaml";

    /// <summary>
    /// The nearest one in the current directory or above it, as git looks for its repository; null if there is none.
    /// </summary>
    public static string? Find()
    {
        if (File.Exists(Name))
            return Name;
        var directory = Directory.GetParent(Environment.CurrentDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, Name)))
            directory = directory.Parent;
        return directory is null ? null : Path.Combine(directory.FullName, Name);
    }
}
