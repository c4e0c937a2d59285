using System.Diagnostics;
using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Benchmarks;

/// <summary>
/// Our split against the filtermods.py of Fedora's kernel package, on one kernel: from the rules to a file that says
/// where
/// each module goes. Theirs reads modules.dep; ours starts with the tree in memory, or as a process that takes it from
/// the
/// cache.
/// </summary>
internal sealed class SplitBenchmark(string kernel, string fedora, string checkout, string program, string cache)
{
    private static readonly string[] Rules = ["def_variants.yaml", "def_variants.yaml.fedora"];

    private readonly string _cloud = Path.Combine(checkout, "package-maps/cloud.yaml");
    private readonly string _imported = Path.Combine(cache, "fedora.yaml");
    private readonly DataDirectories _data = new(checkout);

    public string Imported => _imported;

    public string Cloud => _cloud;

    /// <summary>Fedora's rules as our map, modules.dep, and the tree in our cache.</summary>
    public TimedCommand Prepare()
    {
        var rules = Rules.Select(name => Path.Combine(fedora, name)).FirstOrDefault(File.Exists)
            ?? throw new MissingException($"{fedora} has no def_variants.yaml");
        TimedCommand.Warm(
            new TimedCommand("python3", ["-c", "import yaml"]),
            new TimedCommand(program, ["map", "import", rules, "-o", _imported]),
            new TimedCommand(program, ["modules", kernel, "--depmod", Path.Combine(cache, "depmod")])
            {
                Cache = cache,
            });
        var lists = Directory.CreateDirectory(Path.Combine(cache, "lists")).FullName;
        var solver = Path.Combine(Path.GetFullPath(fedora), "filtermods.py");
        return new TimedCommand(
            "python3",
            [
                solver, "-qqqq", "sort", "-d", Path.Combine(cache, "depmod/modules.dep"), "-c", Path.GetFullPath(rules),
                "-o", lists,
            ]);
    }

    /// <summary>The whole process, the tree in its cache.</summary>
    public TimedCommand Process(string map) =>
        new(program, ["split", kernel, "--map", map, "--force", "-o", Path.Combine(cache, "plan.json")])
        {
            Cache = cache,
            MayFind = true,
        };

    /// <summary>
    /// The step alone: map read, evidence, solver, plan written. Every time the tree is a new one, which nobody has
    /// asked yet. Its cache is its own: a program takes none that another build has written.
    /// </summary>
    /// <returns>Seconds.</returns>
    public double Step(string map)
    {
        var tree = ModuleTreeReader.Read([kernel], cacheDirectory: Path.Combine(cache, "step"));
        var time = Stopwatch.StartNew();
        var plan = Solver.Solve(new KernelFacts(tree), PackageMapReader.Read(map, _data));
        File.WriteAllText(Path.Combine(cache, "plan.json"), PlanFile.Write(plan));
        return time.Elapsed.TotalSeconds;
    }
}
