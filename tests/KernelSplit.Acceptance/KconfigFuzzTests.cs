using System.Diagnostics;
using KernelSplit.Kconfig.Dialects;

namespace KernelSplit.Acceptance;

/// <summary>
/// A kernel's Kconfig files, damaged: both confs must make the same of them, and say the same. In kernels up to 6.8 a
/// few messages behind the first mistake of a file still differ: these are counted, not refused. With
/// $KERNELSPLIT_FUZZ_SECONDS it lasts that long, from the seed $KERNELSPLIT_FUZZ_SEED on; otherwise the inputs are
/// counted.
/// </summary>
[Part(Part.Fuzz)]
public sealed class KconfigFuzzTests
{
    private const int LargestFile = 64 * 1024;
    private const int StackSize = 256 << 20;
    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(10);

    public static TheoryData<string> KernelsForFuzz() => ComparedKernels.SampleTrees();

    [AptTheory]
    [MemberData(nameof(KernelsForFuzz))]
    public void Damaged_Kconfig_files_are_read_or_refused_as_the_kernel_s_own_conf_does(string kernel)
    {
        var source = ComparedKernels.SourceOf(kernel);
        using var conf = new KernelConf(source, "x86_64", hasShell: false, ConfLimits.FewLines);
        var corpus = CorpusOf(source);
        var differences = new List<string>();
        var isClassic = DialectReader.Of(source).HasClassicPositions;
        var (count, otherWords) = (0, 0);

        foreach (var seed in Seeds())
        {
            count++;
            conf.Files["Kconfig"] = DamagedKconfig.Of(corpus, seed);
            if (Compare(conf) is not { } difference)
                continue;
            if (isClassic && difference.StartsWith("standard error", StringComparison.Ordinal))
                otherWords++;
            else
                differences.Add($"seed {seed}: {difference}");
        }

        Console.WriteLine(
            $"{kernel}: {count} inputs, {conf.CrashCount} crashes of its conf, {otherWords} with other messages");
        differences.ShouldBeEmpty();
        conf.CrashCount.ShouldBeLessThan(count);
    }

    private static IEnumerable<int> Seeds()
    {
        // Half of the range: what follows the seed must not leave it.
        var first = ComparedKernels.Setting("KERNELSPLIT_FUZZ_SEED") ?? Coverage.Seed(nameof(KconfigFuzzTests)) / 2;
        if (ComparedKernels.Setting("KERNELSPLIT_FUZZ_SECONDS") is not { } seconds)
            return Enumerable.Range(first, Coverage.Choose(400, 4000));
        var clock = Stopwatch.StartNew();
        return Enumerable.Range(first, int.MaxValue - first).TakeWhile(_ => clock.Elapsed.TotalSeconds < seconds);
    }

    private static List<byte[]> CorpusOf(string source) =>
    [
        .. Directory.EnumerateFiles(source, "Kconfig*", SearchOption.AllDirectories)
            .Where(file => new FileInfo(file).Length < LargestFile && Path.GetFileName(file) != "Kconfig.include")
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes),
    ];

    /// <summary>On a stack as large as that of our conf.</summary>
    private static string? Compare(KernelConf conf)
    {
        string? difference = "has not ended";
        var config = "CONFIG_NET=y\nCONFIG_PCI=m\n"u8.ToArray();
        var thread = new Thread(() => difference = conf.Compare(config, "--olddefconfig"), StackSize);
        thread.Start();
        thread.Join(HangGuard).ShouldBeTrue();
        return difference;
    }
}
