using System.Text.Json;

namespace KernelSplit.Testing.Kernels;

/// <summary>What <c>kernelsplit split</c> makes of a kernel by package-maps/cloud.yaml.</summary>
internal sealed class SplitKernel : IDisposable
{
    private readonly TempDirectory _directory = new();

    private SplitKernel(string kernel)
    {
        Ended = Shell.KernelSplit(_directory.Path, "split", kernel, "--force", "--json");
        File.Exists(PlanFile).ShouldBeTrue(Ended.Errors);
        Plan = JsonDocument.Parse(File.ReadAllText(PlanFile)).RootElement;
        Modules = Plan.GetProperty("modules").EnumerateArray().ToDictionary(module =>
            module.GetProperty("module").GetString()!);
    }

    /// <summary>What was printed.</summary>
    public Ended Ended { get; }

    /// <summary>The path of plan.json.</summary>
    public string PlanFile => Path.Combine(_directory.Path, "plan.json");

    /// <summary>What is in it.</summary>
    public JsonElement Plan { get; }

    /// <summary>Its modules by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> Modules { get; }

    /// <param name="kernel">A package's file or a directory.</param>
    public static SplitKernel Of(string kernel) => new(kernel);

    public string PackageOf(string module) => Modules[module].GetProperty("package").GetString()!;

    /// <summary>
    /// Each package with all that is installed along with it. A package comes after those that it requires.
    /// </summary>
    public IReadOnlyDictionary<string, HashSet<string>> Installations()
    {
        var installed = new Dictionary<string, HashSet<string>>();
        foreach (var package in Plan.GetProperty("packages").EnumerateArray())
        {
            var name = package.GetProperty("name").GetString()!;
            installed[name] =
            [
                name,
                .. package.GetProperty("requires").EnumerateArray().SelectMany(required =>
                    installed[required.GetString()!]),
            ];
        }

        return installed;
    }

    public void Dispose() => _directory.Dispose();
}
