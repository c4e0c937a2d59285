namespace KernelSplit.Acceptance;

/// <summary>Our conf, held against those of Debian's kernels: every byte that they print and write.</summary>
[Part(Part.Kconfig)]
public sealed class KconfigTests
{
    private static readonly ConfRun[] Modes =
    [
        new("--allnoconfig"), new("--allyesconfig"), new("--allmodconfig"), new("--alldefconfig"),
        new("--randconfig", ("KCONFIG_SEED", "1"), ("KCONFIG_PROBABILITY", "30:20")),
    ];

    public static TheoryData<string, string> KernelsForModes() => ComparedKernels.Sample();

    public static TheoryData<string, string> KernelsForDamage() => ComparedKernels.Sample();

    public static TheoryData<string> KernelsForTheirTests() => ComparedKernels.NewestTree();

    [AptTheory]
    [MemberData(nameof(KernelsForModes))]
    public void Every_mode_gives_what_the_kernel_s_own_conf_gives(string kernel, string architecture)
    {
        using var pair = new ConfPair(ComparedKernels.SourceOf(kernel), architecture, ConfLimits.WholeTree);
        var isEverything = Coverage.IsFull || ComparedKernels.Setting(DamagedConfigRun.RoundsVariable) is not null;
        var defconfigs = pair[0].Defconfigs.Where(path => isEverything || IsMain(path));
        ConfRun[] runs = [.. Modes, .. defconfigs.Select(path => new ConfRun($"--defconfig={path}"))];

        var differences = pair.Compare(runs, (conf, run) => conf.Compare(null, run.Option, run.Environment));

        differences.ShouldBeEmpty();

        bool IsMain(string path) =>
            Path.GetFileName(path) is var name && (name == "defconfig" || name == $"{architecture}_defconfig");
    }

    [AptTheory]
    [MemberData(nameof(KernelsForDamage))]
    public void Damaged_configurations_give_what_the_kernel_s_own_conf_makes_of_them(string kernel, string architecture)
    {
        using var run = new DamagedConfigRun(ComparedKernels.SourceOf(kernel), architecture);

        var differences = run.Compare();

        differences.ShouldBeEmpty();
        // It crashes now and then; when it does so often, nothing is compared.
        run.CrashCount.ShouldBeLessThanOrEqualTo(Math.Max(1, run.Rounds / DamagedConfigRun.Modes));
    }

    [AptTheory]
    [MemberData(nameof(KernelsForTheirTests))]
    public void The_kernel_s_own_tests_of_conf_pass(string kernel)
    {
        var source = ComparedKernels.SourceOf(kernel);
        using var directory = new TempDirectory("kernelsplit-");
        // The tests write to conf until they see that it has ended, and fail when nobody reads any more by then. So cat
        // takes conf's place as the reader before conf's shell ends, and stays until the tests close their side.
        // By another number: dash gives what runs in the background /dev/null for standard input, before it looks at
        // <&0.
        var conf = directory.Write("scripts/kconfig/conf", $"""
            #!/bin/sh
            exec 3<&0
            dotnet '{Path.Combine(AppContext.BaseDirectory, "KernelSplit.Conf.dll")}' "$@"
            status=$?
            cat <&3 >/dev/null 2>&1 &
            exit $status

            """);
        Shell.Must("chmod", "+x", conf);

        var ended = Shell.Run(
            "/usr/bin/python3",
            ["-B", "-m", "pytest", "-p", "no:cacheprovider", $"{source}/scripts/kconfig/tests"],
            directory.Path);

        ended.ExitCode.ShouldBe(0, ended.Output + ended.Errors);
    }
}
