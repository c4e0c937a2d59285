using System.Diagnostics;

namespace KernelSplit.Acceptance;

/// <summary>A project with nothing but the base fragments, and a cache of its own.</summary>
internal sealed class SmallProject : IDisposable
{
    private readonly TempDirectory _folder = new("kernelsplit-");
    private readonly string _file;

    public SmallProject(string source) =>
        _file = _folder.Write("kernelsplit.yaml", $"name: small\nkernel: {source}\ntargets: [base]\n");

    public string Output => Path.Combine(_folder.Path, "out");

    public string Cache => Path.Combine(_folder.Path, "cache");

    // Compilers have something to do, whatever was compiled before.
    private Dictionary<string, string> Environment => new() { ["XDG_CACHE_HOME"] = Cache, ["CCACHE_DISABLE"] = "1" };

    /// <param name="environment">What is set besides the usual.</param>
    public Ended Run(params (string Name, string Value)[] environment) => Shell.Run(
        Shell.Program, ["run", _file], _folder.Path,
        Environment.Concat(environment.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))).ToDictionary());

    /// <summary>Ctrl-C counts in it also where a shell that put these tests in its background had it ignored.</summary>
    public Process Start() =>
        Shell.Start("env", ["--default-signal=INT", Shell.Program, "run", _file], _folder.Path, Environment);

    /// <summary>The names of the results that a stage has, whole ones and partial ones.</summary>
    public string[] Results(string stage)
    {
        var folder = Path.Combine(Cache, "kernelsplit", stage);
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)!)]
            : [];
    }

    /// <summary>The objects that kbuild's log says were compiled.</summary>
    public string[] Compiled()
    {
        var log = Results("build").Select(name =>
            Path.Combine(Cache, "kernelsplit", "build", name, "build.log")).SingleOrDefault();
        if (!File.Exists(log))
            return [];
        using var reader = new StreamReader(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.StartsWith("  CC  ", StringComparison.Ordinal))];
    }

    public void Dispose() => _folder.Dispose();
}
