namespace KernelSplit.Splitting.Projects;

/// <summary>The project file to use where none is named, and where its results are.</summary>
public static class DefaultProject
{
    public const string Name = "kernelsplit.yaml";

    private const string Demo = "examples/demo/kernelsplit.yaml";

    /// <summary>
    /// The one in the current directory; in a checkout of kernelsplit the demo; else the nearest above, as git looks
    /// for its repository. Null if there is none.
    /// </summary>
    public static string? Find()
    {
        if (Array.Find([Name, Demo], File.Exists) is { } here)
            return here;
        var directory = Directory.GetParent(Environment.CurrentDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, Name)))
            directory = directory.Parent;
        return directory is null ? null : Path.Combine(directory.FullName, Name);
    }

    /// <summary>out/ beside the project; the demo's is at the top of the checkout.</summary>
    public static string Output(string projectFile) =>
        projectFile == Demo ? "out" : Path.Combine(Path.GetDirectoryName(projectFile) ?? "", "out");
}
