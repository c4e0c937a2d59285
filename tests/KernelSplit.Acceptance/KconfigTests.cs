using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace KernelSplit.Acceptance;

/// <summary>
/// Our conf, held against those of Debian's kernels: every byte that they print and write. KERNELSPLIT_CONF_ROUNDS
/// says how many damaged configurations each kernel and architecture gets; with it, every default configuration is
/// compared, too; KERNELSPLIT_CONF_SEED is the first of them. KERNELSPLIT_CONF_ARCHES and KERNELSPLIT_CONF_TREES name other architectures and the folders of other kernels.
/// </summary>
[Part(Part.Kconfig)]
public sealed class KconfigTests
{
    private const int Workers = 2;
    private const int MostCrashes = 20;

    private static readonly string[] Modes = ["--allnoconfig", "--allyesconfig", "--allmodconfig", "--alldefconfig"];

    private static readonly (string Option, (string, string)[] Environment)[] DamagedModes =
    [
        ("--olddefconfig", []), ("--savedefconfig=small", []), ("--olddefconfig", []), ("--listnewconfig", []),
        ("--olddefconfig", []), ("--allnoconfig", [("KCONFIG_ALLCONFIG", ".config")]), ("--olddefconfig", [("KCONFIG_WARN_UNKNOWN_SYMBOLS", "1")]),
        ("--mod2yesconfig", []), ("--olddefconfig", []), ("--allmodconfig", [("KCONFIG_ALLCONFIG", ".config")]), ("--olddefconfig", [("KCONFIG_WERROR", "1")]),
        ("--alldefconfig", [("KCONFIG_ALLCONFIG", ".config")]), ("--oldconfig", []), ("--yes2modconfig", []), ("--helpnewconfig", []),
        ("--randconfig", [("KCONFIG_SEED", "3"), ("KCONFIG_ALLCONFIG", ".config")]), ("--syncconfig", []),
    ];

    private static readonly int UsualRounds = 2 * DamagedModes.Length;

    private static readonly string? Rounds = Environment.GetEnvironmentVariable("KERNELSPLIT_CONF_ROUNDS");

    private static readonly string[] Architectures = Words("KERNELSPLIT_CONF_ARCHES") is { Length: > 0 } named ? named : ["x86_64", "i386", "arm64"];

    public static TheoryData<string, string> Kernels()
    {
        var data = new TheoryData<string, string>();
        foreach (var kernel in Trees())
        {
            foreach (var architecture in Architectures)
                data.Add(kernel, architecture);
        }

        return data;
    }

    public static TheoryData<string> Trees()
    {
        var data = new TheoryData<string>();
        foreach (var kernel in Words("KERNELSPLIT_CONF_TREES") is { Length: > 0 } named ? named : ["6.1", "6.12"])
            data.Add(kernel);
        return data;
    }

    [AptTheory]
    [MemberData(nameof(Kernels))]
    public void Every_mode_gives_what_the_kernel_s_own_conf_gives(string kernel, string architecture)
    {
        using var conf = new KernelConf(SourceOf(kernel), architecture);

        foreach (var mode in Modes)
            conf.MustAgree(null, mode);
        conf.MustAgree(null, "--randconfig", ("KCONFIG_SEED", "1"), ("KCONFIG_PROBABILITY", "30:20"));
        foreach (var defconfig in Rounds is null ? conf.Defconfigs.Where(IsMain) : conf.Defconfigs)
            conf.MustAgree(null, $"--defconfig={defconfig}");

        bool IsMain(string path) => Path.GetFileName(path) is "defconfig" || Path.GetFileName(path) == $"{architecture}_defconfig";
    }

    [AptTheory]
    [MemberData(nameof(Kernels))]
    public void Damaged_configurations_give_what_the_kernel_s_own_conf_makes_of_them(string kernel, string architecture)
    {
        using var wholeOnes = new KernelConf(SourceOf(kernel), architecture);
        byte[][] whole =
        [
            wholeOnes.Config("--allmodconfig"), wholeOnes.Config("--randconfig", ("KCONFIG_SEED", "7")), wholeOnes.Config("--alldefconfig"),
            wholeOnes.Config("--allyesconfig"), wholeOnes.Config("--randconfig", ("KCONFIG_SEED", "8"), ("KCONFIG_PROBABILITY", "70:20")),
        ];
        var first = Environment.GetEnvironmentVariable("KERNELSPLIT_CONF_SEED") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        var differences = new ConcurrentBag<string>();
        var rounds = Rounds is null ? UsualRounds : int.Parse(Rounds, CultureInfo.InvariantCulture);

        Parallel.For(0, Workers, worker =>
        {
            using var conf = new KernelConf(SourceOf(kernel), architecture) { Former = string.Join('\n', Encoding.Latin1.GetString(whole[worker]).Split('\n').Where(line => line.StartsWith("CONFIG_", StringComparison.Ordinal))) };
            for (var seed = first; seed < first + rounds; seed++)
            {
                // A mode has one worker, so that its conf starts only once.
                if (seed % DamagedModes.Length % Workers != worker)
                    continue;
                var (mode, environment) = DamagedModes[seed % DamagedModes.Length];
                if (conf.CompareQuickly(DamagedConfig.Of(whole[seed % whole.Length], seed), mode, environment) is { } difference)
                    differences.Add($"seed {seed}, {mode}: {difference}");
            }

            if (conf.CrashCount > rounds / MostCrashes)
                differences.Add($"the kernel's conf crashed or didn't end {conf.CrashCount} times");
        });

        differences.ShouldBeEmpty();
    }

    [AptTheory]
    [MemberData(nameof(Trees))]
    public void The_kernel_s_own_tests_of_conf_pass(string kernel)
    {
        var source = SourceOf(kernel);
        using var folder = new TempDirectory("kernelsplit-");
        // The tests write to conf until they see that it has ended, and fail when nobody reads any more by then. So cat takes
        // conf's place as the reader before conf's shell ends, and stays until the tests close their side.
        // By another number: dash gives what runs in the background /dev/null for standard input, before it looks at <&0.
        var conf = folder.Write(
            "scripts/kconfig/conf",
            $"#!/bin/sh\nexec 3<&0\ndotnet '{Path.Combine(AppContext.BaseDirectory, "kernelsplit.dll")}' conf \"$@\"\nstatus=$?\ncat <&3 >/dev/null 2>&1 &\nexit $status\n");
        Shell.Must("chmod", "+x", conf);

        var ended = Shell.Run("/usr/bin/python3", ["-B", "-m", "pytest", "-p", "no:cacheprovider", $"{source}/scripts/kconfig/tests"], folder.Path);

        ended.ExitCode.ShouldBe(0, ended.Output + ended.Errors);
    }

    internal static string SourceOf(string kernel) => kernel.StartsWith('/') ? kernel : DistributionBuild.UnpackedSource(kernel);

    private static string[] Words(string variable) =>
        (Environment.GetEnvironmentVariable(variable) ?? "").Split([' ', ':'], StringSplitOptions.RemoveEmptyEntries);
}
