using KernelSplit.Building.Configuring;
using KernelSplit.Host.Machine;
using KernelSplit.Kconfig.Explaining;
using KernelSplit.Kconfig.Merging;

namespace KernelSplit.Tests.Building;

public sealed class MissingToolsTests
{
    [Theory]
    [
        InlineData(
            KconfigReasonKind.Probe, "PAHOLE_VERSION is 0: this command prints 0: scripts/pahole-version.sh pahole",
            true),
    ]
    [InlineData(KconfigReasonKind.Probe, "PAHOLE_VERSION is 0: this command prints 0: /opt/pahole", false)]
    [InlineData(KconfigReasonKind.NotRequested, "not asked for: pahole", false)]
    public void A_tool_that_a_failed_command_names_is_missing_unless_it_is_installed(
        KconfigReasonKind kind, string text, bool isNamed)
    {
        var root = new KconfigReason(kind, text, null, 0, []);
        var chain = new KconfigReason(KconfigReasonKind.NotRequested, "DEBUG_INFO_BTF depends on it", null, 0, [root]);
        var verdict = new Verdict(
            new Assignment("DEBUG_INFO_BTF", "y", "a.config", 1), Outcome.FailedProbe, null, [chain]);

        MissingTools.Of([verdict]).ShouldBe(isNamed ? Doctor.Missing(Need.ToConfigure) : []);
    }

    [Fact]
    public void The_package_of_pahole_is_each_distribution_s() =>
        PackageManager.Names.Select(name => PackageManager.Named(name).Packages(Need.ToConfigure).Single())
            .ShouldBe(["pahole", "dwarves", "dwarves"]);
}
