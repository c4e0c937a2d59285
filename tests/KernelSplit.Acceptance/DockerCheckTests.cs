using System.Text.RegularExpressions;

namespace KernelSplit.Acceptance;

/// <summary>
/// The Docker project's own check of a kernel, which its users run: contrib/check-config.sh of the distribution's
/// docker.io.
/// </summary>
[Part(Part.Kconfig)]
public sealed partial class DockerCheckTests
{
    /// <summary>What it looks for and no kernel of ours has, and why.</summary>
    private static readonly Dictionary<string, string> Without = new()
    {
        ["AUFS_FS"] = "was never in mainline",
        ["MEMCG_SWAP"] = "became part of MEMCG in 6.1",
        ["RT_GROUP_SCHED"] = "takes real-time scheduling from every process that got no share of it; systemd's README "
            + "asks to leave it off",
    };

    [AptTheory]
    [MemberData(nameof(ConfigTests.Series), MemberType = typeof(ConfigTests))]
    public void Docker_misses_nothing_in_the_config_of_container_and_kvm_that_mainline_can_give(string series)
    {
        using var folder = new TempDirectory("kernelsplit-docker-");
        var config = Path.Combine(folder.Path, "merged");
        var script = Path.Combine(folder.Path, "check-config.sh");
        var merged = Shell.KernelSplit(
            folder.Path, "config", "--target", "container", "--target", "kvm", "--arch", "x86_64", "--dummy-tools",
            "--kernel", DistributionBuild.UnpackedSource(series), "--output", config);
        // 1: 6.1 lacks what fragments/allow.yaml says.
        merged.ExitCode.ShouldBeLessThan(2, merged.Output + merged.Errors);
        Shell.Must(
            "sh",
            "-e",
            "-c",
            "dpkg-deb --fsys-tarfile \"$1\" | tar --extract --to-stdout --wildcards '*/contrib/check-config.sh' > "
                + "\"$2\"",
            "sh", DistributionKernels.Deb("docker.io"), script);

        // Its exit code is about this machine as well.
        var said = Shell.Run("bash", [script, config]).Output;

        var answers = Answer().Matches(Colour().Replace(said, "")).ToLookup(
            answer => answer.Groups["answer"].Value, answer => answer.Groups["symbol"].Value);
        answers["missing"].Except(Without.Keys).ShouldBeEmpty(said);
        answers["enabled"].Count().ShouldBeGreaterThan(50, said);
        answers["enabled"].Intersect(Without.Keys).ShouldBeEmpty();
    }

    [GeneratedRegex(@"CONFIG_(?<symbol>\w+): (?<answer>enabled|missing)")]
    private static partial Regex Answer();

    [GeneratedRegex(@"\x1B\[[0-9;]*m")]
    private static partial Regex Colour();
}
