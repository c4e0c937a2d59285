using KernelSplit.Foundation;
using KernelSplit.Modules;

namespace KernelSplit.Testing.Inputs;

/// <summary>A root directory with kernels in it, as <c>make modules_install</c> leaves them.</summary>
internal sealed class ModuleDirectory : IDisposable
{
    public const string Release = "6.12.0-test";

    private readonly TempDirectory _directory = new();

    public string Path => _directory.Path;

    public string ReleasePath => System.IO.Path.Combine(Path, "lib/modules", Release);

    public ModuleDirectory Add(string relative, ElfModule module) => Add(relative, module.ToBytes());

    public ModuleDirectory Add(string relative, byte[] content, string release = Release)
    {
        WriteFile($"lib/modules/{release}/{relative}", content);
        return this;
    }

    /// <summary>Any file, relative to the root directory.</summary>
    public string WriteFile(string name, byte[] content)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public ModuleTree Read() => ModuleTreeReader.Read([Path]);

    public IReadOnlyList<Diagnostic> ReadMistakes() =>
        Should.Throw<InvalidInputException>(() => ModuleTreeReader.Read([Path])).Diagnostics;

    public void Dispose() => _directory.Dispose();
}
