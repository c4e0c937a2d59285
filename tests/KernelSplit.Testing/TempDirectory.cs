namespace KernelSplit.Testing;

/// <summary>
/// A directory that lasts as long as a test; by default its name has a space, so that nothing works by luck.
/// </summary>
internal sealed class TempDirectory(string prefix = "kernel split ") : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory(prefix).FullName;

    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
