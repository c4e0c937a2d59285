using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Targets;
using KernelSplit.Splitting.Verification;

namespace KernelSplit.Tests.Splitting;

public sealed class ContractCheckTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    private static readonly DateOnly Today = new(2026, 11, 21);

    public void Dispose() => _directory.Dispose();

    private string[] Check(IReadOnlyList<Requirement> contract, params Waiver[] waivers)
    {
        var tree = new ModuleTree(
            "6.12",
            [Build.Module("net/veth"), Build.Module("drivers/gpu/ast", aliases: ["pci:v00001A03d00002000*"])],
            [
                new BuiltInModule(
                    "virtio_blk", "drivers/block/virtio_blk",
                    new ModInfo([new ModInfoField("alias", "virtio:d00000002v*")])),
            ]);
        var kernel = new KernelFacts(tree);
        var plan = Solver.Solve(kernel, Build.Map(_directory, """
            rules:
              - {to: core, because: x, when: {name: veth}}
              - {to: gpu, because: x, when: {path: "drivers/gpu/**"}}
            """));
        var terms = PlanTerms.None with
        {
            Contract = [.. contract.Select(requirement => new PlannedRequirement(requirement, "core"))],
            Waivers = waivers,
        };
        return
        [
            .. new Verification(plan with { Terms = terms, Warnings = [] }, kernel) { Today = Today }.Run().Findings
                .Where(finding => finding.Severity > Severity.Note).Select(finding => finding.ToString()),
        ];
    }

    private static Waiver Waive(string about, DateOnly? until = null) =>
        new("contract", about, "we know", until, "kernelsplit.yaml", 7);

    private static Requirement Kvm(string name, params string[] modaliases) => new("kvm", name, modaliases);

    [Fact]
    public void Core_and_the_kernel_image_keep_the_contract() =>
        Check([Kvm("disk", "virtio:d00000002v00001AF4"), Kvm("veth"), Kvm("virtio-blk")]).ShouldBeEmpty();

    [Fact]
    public void A_driver_in_another_package_is_named_with_that_package() =>
        Check([Kvm("screen", "pci:v00001A03d00002000sv0sd0bc03sc00i00")])
            .ShouldBe(["kvm: error KS0504: core doesn't serve screen: its driver ast is in gpu. Add an earlier rule "
                + "that sends it to core"]);

    [Fact]
    public void A_device_that_nothing_drives_is_named() =>
        Check([Kvm("clock", "ptp:kvm"), Kvm("overlay")]).ShouldBe(
        [
            "kvm: error KS0503: core doesn't serve clock: this kernel has no driver for it",
            "kvm: error KS0503: core doesn't serve overlay: this kernel has no driver for it",
        ]);

    [Fact]
    public void Every_form_of_a_device_must_be_driven() =>
        Check([Kvm("disk", "virtio:d00000002v00001AF4", "xen:vbd")])
            .ShouldBe(["kvm: error KS0503: core doesn't serve disk: this kernel has no driver for it"]);

    [Fact]
    public void A_waived_requirement_may_be_missing() => Check([Kvm("overlay")], Waive("over*")).ShouldBeEmpty();

    [Fact]
    public void A_waived_requirement_may_not_be_in_the_wrong_package() =>
        Check([Kvm("ast"), Kvm("overlay")], Waive("*"))
            .ShouldBe(["kvm: error KS0504: core doesn't serve ast: its driver ast is in gpu. Add an earlier rule that "
                + "sends it to core"]);

    [Fact]
    public void A_waiver_for_what_the_kernel_provides_is_needless() =>
        Check([Kvm("veth")], Waive("veth"))
            .ShouldBe(["kernelsplit.yaml:7: warning KS0513: needless waiver: check \"contract\" finds nothing "
                + "about veth. "
                + "Remove it"]);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 1)]
    public void A_waiver_counts_up_to_its_last_day(int daysFromToday, int findings) =>
        Check([Kvm("overlay")], Waive("overlay", Today.AddDays(daysFromToday))).Length.ShouldBe(findings);

    [Fact]
    public void A_waiver_past_its_day_is_named() =>
        Check([Kvm("overlay")], Waive("overlay", Today.AddDays(-1))).ShouldBe(
            ["kvm: error KS0503: core doesn't serve overlay: this kernel has no driver for it. It was accepted until "
                + "2026-11-20: we know"]);

    [Fact]
    public void Of_two_waivers_the_one_that_still_counts_is_taken() =>
        Check([Kvm("overlay")], Waive("over*", Today.AddDays(-1)), Waive("overlay", Today)).ShouldBeEmpty();
}
