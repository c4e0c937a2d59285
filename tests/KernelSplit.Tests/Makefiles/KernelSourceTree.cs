using KernelSplit.Foundation;
using KernelSplit.Makefiles;

namespace KernelSplit.Tests.Makefiles;

/// <summary>A synthetic kernel source of a few Makefiles.</summary>
internal sealed class KernelSourceTree : IDisposable
{
    private readonly TempDirectory _directory = new();

    /// <summary>A source whose top lists drivers/.</summary>
    /// <param name="drivers">The lines of drivers/Makefile.</param>
    public KernelSourceTree(string drivers = "")
    {
        Write("Makefile", "core-y :=\n");
        Write("Kbuild", "obj-y += drivers/\n");
        Write("drivers/Makefile", drivers);
    }

    public string Path => _directory.Path;

    public KernelSourceTree Write(string file, string text)
    {
        _directory.Write(file, text);
        return this;
    }

    public KernelMakefiles Read(string architecture = "x86") => KernelMakefiles.Read(_directory.Path, architecture);

    /// <summary>The rule for an object of drivers/ that must exist.</summary>
    public ModuleRule Rule(string name) => Read().FindModule($"drivers/{name}").ShouldNotBeNull();

    /// <summary>How an object of drivers/ is built in a configuration such as <c>A=m B=y</c>.</summary>
    public ObjectState State(string name, string config) =>
        Read().FindModule($"drivers/{name}") is { } rule ? rule.StateIn(Values(config)) : ObjectState.NotBuilt;

    public IReadOnlyList<Diagnostic> Diagnostics() => Read().Diagnostics;

    public static Func<string, string?> Values(string config)
    {
        var values = config.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        return values.GetValueOrDefault;
    }

    public void Dispose() => _directory.Dispose();
}
