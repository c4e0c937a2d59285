namespace KernelSplit.Testing;

/// <summary>The checkout that the tests run in.</summary>
internal static class Checkout
{
    public static string Folder { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "KernelSplit.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("the tests don't run in a checkout");
        return folder.FullName;
    }
}
