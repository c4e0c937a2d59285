using System.Globalization;
using KernelSplit.Benchmarks;

// Ratios against the tool that people use today, whole processes, in turn, in one run.
var isKconfig = args is ["kconfig", _, _];
var isSplit = args is ["split", _, "--fedora", _];
var isPackage = args is ["package", _, ..];
var isDiff = args is ["diff", _, _];
if (!isKconfig && !isSplit && !isPackage && !isDiff && args.Length != 2)
{
    Console.Error.WriteLine("""
        Usage: dotnet run --configuration Release --project tests/KernelSplit.Benchmarks -- <folder> <release>
               dotnet run --configuration Release --project tests/KernelSplit.Benchmarks -- kconfig <source> <build>
               dotnet run --configuration Release --project tests/KernelSplit.Benchmarks -- split <kernel> --fedora <folder>
               dotnet run --configuration Release --project tests/KernelSplit.Benchmarks -- package <kernel> [<package to compare>...]
               dotnet run --configuration Release --project tests/KernelSplit.Benchmarks -- diff <old kernel> <new kernel>
        The folder holds lib/modules/<release>, for instance an unpacked kernel package. The source is a kernel's; it is
        configured in the build folder, which may be new. The kernel is a folder, .deb or .rpm; Fedora's folder has
        filtermods.py and def_variants.yaml of its kernel package.
        """);
    return 2;
}

const int Rounds = 9;
const int SlowRounds = 3;
var checkout = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../.."));
// A native program, or what ./kernelsplit runs when there is nothing to build.
var native = Environment.GetEnvironmentVariable("KERNELSPLIT_PROGRAM") ?? "";
var program = native.Length > 0
    ? Path.GetFullPath(native) : Path.Combine(checkout, "src/KernelSplit.Cli/bin/publish/kernelsplit");
var cache = Directory.CreateTempSubdirectory("kernelsplit-benchmark-").FullName;
var (tree, release) = (args[^2], args[^1]);
try
{
    if (native.Length == 0)
        new TimedCommand(Path.Combine(checkout, "kernelsplit"), ["--version"]).Run();
    if (isKconfig)
        CompareKconfig();
    else if (isSplit)
        CompareSplit(args[1], args[3]);
    else if (isPackage)
        MeasurePackage(args[1], args[2..]);
    else if (isDiff)
        CompareDiff(args[1], args[2]);
    else
        CompareModules();
    return 0;
}
catch (Exception e) when (e is MissingException or IOException or System.ComponentModel.Win32Exception)
{
    Console.Error.WriteLine($"benchmark: {e.Message}");
    return 1;
}
finally
{
    Directory.Delete(cache, recursive: true);
}

void CompareModules()
{
    Compare("modules", cold: true, "modules", tree);
    Compare("modules --depmod -", cold: true, "modules", tree, "--depmod", "-");
    Compare("modules, second time", cold: false, "modules", tree);
    Compare("split", cold: true, "split", tree, "--force", "--output", "-");
}

void CompareKconfig()
{
    var benchmark = new KconfigBenchmark(tree, release, checkout, program, cache);
    var (ours, replayed, bare) = benchmark.Prepare();
    TimedCommand.Warm(ours, replayed, bare);
    PrintPairs("conf, probes cached", "conf, answers replayed", Pairs(ours.Run, replayed.Run));
    PrintPairs("conf, nothing cached", "conf, its commands run", Pairs(RunCold, bare.Run));

    var (merge, script) = benchmark.PrepareMerge();
    TimedCommand.Warm(merge);
    PrintPairs("config, five fragments", "merge_config.sh", Pairs(merge.Run, script.Run, SlowRounds));
    var check = benchmark.PrepareCheck();
    TimedCommand.Warm(check);
    Print("kernelsplit config --check", Enumerable.Range(0, Rounds).Select(_ => check.Run()));

    double RunCold()
    {
        benchmark.ForgetProbes();
        return ours.Run();
    }
}

void CompareSplit(string kernel, string fedora)
{
    var benchmark = new SplitBenchmark(kernel, fedora, checkout, program, cache);
    var theirs = benchmark.Prepare();
    foreach (var (name, map) in new[] { ("Fedora's rules", benchmark.Imported), ("cloud.yaml", benchmark.Cloud) })
    {
        var process = benchmark.Process(map);
        TimedCommand.Warm(process, theirs);
        benchmark.Step(map);
        PrintPairs($"the step, {name}", "filtermods.py sort", Pairs(() => benchmark.Step(map), theirs.Run));
        PrintPairs($"split, {name}", "filtermods.py sort", Pairs(process.Run, theirs.Run));
    }
}

void MeasurePackage(string kernel, string[] others)
{
    var benchmark = new PackageBenchmark(Path.GetFullPath(kernel), checkout, program, cache);
    benchmark.Prepare();
    foreach (var payload in PackageBenchmark.AllPayloads)
    {
        var (all, tools, rpms, core) = benchmark.Package(payload);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{payload,-12} {all,6:0.0} s of the processors, {(all - tools) / all,5:0.0%} of them ours; RPMs "
                + $"{rpms / 1048576.0:0.0} MiB, core {core / 1048576.0:0.0} MiB"));
    }

    foreach (var package in others.Prepend(kernel).Prepend(benchmark.Core))
    {
        var (download, installed) = PackageBenchmark.Size(package);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Path.GetFileName(package)}: installed {installed / 1048576.0:0.0} MiB, to download "
                + $"{download / 1048576.0:0.0} MiB"));
    }
}

void CompareDiff(string old, string now)
{
    var snapshots = new[] { old, now }.Select((kernel, number) =>
        (Kernel: Path.GetFullPath(kernel), File: Path.Combine(cache, $"{number}.snapshot"))).ToArray();
    var take = snapshots.Select(one =>
        new TimedCommand(program, ["snapshot", one.Kernel, "-o", one.File])
        {
            Cache = cache,
            Folder = checkout,
        }).ToArray();
    // What reads and splits the same tree without a hash of it.
    var split = new TimedCommand(program, ["split", snapshots[1].Kernel, "--force", "-o", "-"])
    {
        Cache = cache,
        Folder = checkout,
        MayFind = true,
    };
    TimedCommand.Warm([.. take, split]);
    PrintPairs(
        "snapshot", "kernelsplit split",
        Pairs(() => Run(take[1], cold: true), () => Run(split, cold: true), SlowRounds));
    if (Directory.Exists(snapshots[1].Kernel))
        PrintPairs(
            "snapshot",
            "sha256sum",
            Pairs(
                () => Run(take[1], cold: true),
                new TimedCommand(
                    "find", [snapshots[1].Kernel, "-name", "*.ko*", "-exec", "sha256sum", "{}", "+"]).Run,
                SlowRounds));
    Print(
        "kernelsplit diff",
        Enumerable.Range(0, Rounds).Select(_ =>
            new TimedCommand(program, ["diff", snapshots[0].File, snapshots[1].File])
            {
                Folder = checkout,
                MayFind = true,
            }.Run()));
    string[] reports =
    [
        "diff", snapshots[0].File, snapshots[1].File, "-o", $"html={cache}/a", "-o", $"json={cache}/b", "-o",
        $"md={cache}/c",
    ];
    Print(
        "diff, HTML, JSON, Markdown",
        Enumerable.Range(0, Rounds).Select(_ =>
            new TimedCommand(program, reports) { Folder = checkout, MayFind = true }.Run()));
}

void Compare(string name, bool cold, params string[] arguments)
{
    var ours = new TimedCommand(program, arguments) { Cache = cache };
    var depmod = new TimedCommand("depmod", ["-n", "-b", tree, release]);
    TimedCommand.Warm(ours, depmod);
    PrintPairs(name, "depmod -n", Pairs(() => Run(ours, cold), depmod.Run));
}

static List<(double Ours, double Theirs)> Pairs(Func<double> ours, Func<double> theirs, int rounds = Rounds) =>
    [.. Enumerable.Range(0, rounds).Select(_ => (ours(), theirs()))];

static void PrintPairs(string name, string other, List<(double Ours, double Theirs)> pairs)
{
    Print($"ours: {name}", pairs.Select(pair => pair.Ours));
    Print(other, pairs.Select(pair => pair.Theirs));
    Print("ratio", pairs.Select(pair => pair.Ours / pair.Theirs));
    Console.WriteLine();
}

double Run(TimedCommand ours, bool cold)
{
    var known = Path.Combine(cache, "kernelsplit", "modules");
    if (cold && Directory.Exists(known))
        Directory.Delete(known, recursive: true);
    return ours.Run();
}

static void Print(string name, IEnumerable<double> values)
{
    var sorted = values.Order().ToList();
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-34} min {sorted[0]:0.000}  median {sorted[sorted.Count / 2]:0.000}  max {sorted[^1]:0.000}"));
}
