using System.Globalization;
using KernelSplit.Kconfig.Dialects;

namespace KernelSplit.Acceptance;

/// <summary>
/// A kernel's Kconfig files, damaged: both confs must make the same of them, and say the same. In kernels up to 6.8 a few
/// messages behind the first mistake of a file still differ: these are counted, not refused. $KERNELSPLIT_FUZZ_SECONDS is how long, from the
/// seed $KERNELSPLIT_FUZZ_SEED on.
/// </summary>
[Part(Part.Kconfig)]
public sealed class KconfigFuzzTests
{
    private const int LargestFile = 64 * 1024;
    private const int StackSize = 256 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [AptTheory]
    [MemberData(nameof(KconfigTests.Trees), MemberType = typeof(KconfigTests))]
    public void Damaged_Kconfig_files_are_read_or_refused_as_the_kernel_s_own_conf_does(string kernel)
    {
        var source = KconfigTests.SourceOf(kernel);
        using var conf = new KernelConf(source, "x86_64", hasShell: false);
        var corpus = Directory.EnumerateFiles(source, "Kconfig*", SearchOption.AllDirectories)
            .Where(file => new FileInfo(file).Length < LargestFile && Path.GetFileName(file) != "Kconfig.include")
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes)
            .ToList();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var differences = new List<string>();
        var isClassic = DialectReader.Of(source).HasClassicPositions;
        var otherWords = 0;
        var seed = Setting("KERNELSPLIT_FUZZ_SEED", 1);

        for (; clock.Elapsed < TimeSpan.FromSeconds(Setting("KERNELSPLIT_FUZZ_SECONDS", 8)); seed++)
        {
            conf.Files["Kconfig"] = DamagedKconfig.Of(corpus, seed);
            if (Compare(conf) is not { } difference)
                continue;
            if (isClassic && difference.StartsWith("standard error", StringComparison.Ordinal))
                otherWords++;
            else
                differences.Add($"seed {seed}: {difference}");
        }

        Console.WriteLine($"{kernel}: up to seed {seed}, {conf.CrashCount} crashes of the kernel's conf, {otherWords} with other messages");
        differences.ShouldBeEmpty();
    }

    /// <summary>On a stack as large as that of <c>kernelsplit conf</c>.</summary>
    private static string? Compare(KernelConf conf)
    {
        string? difference = "has not ended";
        var thread = new Thread(() => difference = conf.Compare("CONFIG_NET=y\nCONFIG_PCI=m\n"u8.ToArray(), "--olddefconfig"), StackSize);
        thread.Start();
        thread.Join(Patience).ShouldBeTrue();
        return difference;
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;
}
