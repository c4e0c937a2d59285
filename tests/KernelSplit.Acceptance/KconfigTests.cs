using System.Globalization;

namespace KernelSplit.Acceptance;

/// <summary>
/// Our conf, held against those of Debian's kernels: every byte that they print and write. KERNELSPLIT_CONF_ROUNDS
/// says how many damaged configurations each kernel and architecture gets; with it, every default configuration is
/// compared, too.
/// </summary>
public sealed class KconfigTests
{
    private const int UsualRounds = 4;

    private static readonly string[] Modes = ["--allnoconfig", "--allyesconfig", "--allmodconfig", "--alldefconfig"];

    private static readonly string? Rounds = Environment.GetEnvironmentVariable("KERNELSPLIT_CONF_ROUNDS");

    public static TheoryData<string, string> Kernels()
    {
        var data = new TheoryData<string, string>();
        foreach (var series in new[] { "6.1", "6.12" })
        {
            foreach (var architecture in new[] { "x86_64", "i386", "arm64" })
                data.Add(series, architecture);
        }

        return data;
    }

    [DebianTheory]
    [MemberData(nameof(Kernels))]
    public void Every_mode_gives_what_the_kernel_s_own_conf_gives(string series, string architecture)
    {
        using var conf = new KernelConf(DistributionBuild.UnpackedSource(series), architecture);

        foreach (var mode in Modes)
            conf.MustAgree(null, mode);
        conf.MustAgree(null, "--randconfig", ("KCONFIG_SEED", "1"), ("KCONFIG_PROBABILITY", "30:20"));
        var defconfigs = Directory.GetFiles(conf.Defconfigs, "*defconfig").Order(StringComparer.Ordinal);
        foreach (var defconfig in Rounds is null ? defconfigs.Where(IsMain) : defconfigs)
            conf.MustAgree(null, $"--defconfig={defconfig}");

        bool IsMain(string path) => Path.GetFileName(path) is "defconfig" || Path.GetFileName(path) == $"{architecture}_defconfig";
    }

    [DebianTheory]
    [MemberData(nameof(Kernels))]
    public void Damaged_configurations_give_what_the_kernel_s_own_conf_makes_of_them(string series, string architecture)
    {
        using var conf = new KernelConf(DistributionBuild.UnpackedSource(series), architecture);
        byte[][] whole = [conf.Config("--allmodconfig"), conf.Config("--randconfig", ("KCONFIG_SEED", "7"))];
        string[] modes = ["--olddefconfig", "--olddefconfig", "--savedefconfig=small", "--listnewconfig"];

        for (var round = 0; round < (Rounds is null ? UsualRounds : int.Parse(Rounds, CultureInfo.InvariantCulture)); round++)
            conf.MustAgree(DamagedConfig.Of(whole[round % 2], round), modes[round % modes.Length]);
    }

    [DebianTheory]
    [InlineData("6.1")]
    [InlineData("6.12")]
    public void The_kernel_s_own_tests_of_conf_pass(string series)
    {
        var source = DistributionBuild.UnpackedSource(series);
        using var folder = new TempDirectory("kernelsplit-");
        // The tests write to conf until it has ended, and fail when they can't. The shell that stays takes what they write
        // while the .NET runtime ends.
        var conf = folder.Write(
            "scripts/kconfig/conf",
            $"#!/bin/sh\ndotnet '{Path.Combine(AppContext.BaseDirectory, "kernelsplit.dll")}' conf \"$@\"\nstatus=$?\ntimeout 0.05 cat >/dev/null\nexit $status\n");
        Shell.Must("chmod", "+x", conf);

        var ended = Shell.Run("/usr/bin/python3", ["-B", "-m", "pytest", "-p", "no:cacheprovider", $"{source}/scripts/kconfig/tests"], folder.Path);

        ended.ExitCode.ShouldBe(0, ended.Output + ended.Errors);
    }
}
