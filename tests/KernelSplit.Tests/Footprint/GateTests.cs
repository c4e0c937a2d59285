using KernelSplit.Footprint.Snapshots;
using KernelSplit.Splitting.Maps;
using static KernelSplit.Tests.Footprint.Kernels;

namespace KernelSplit.Tests.Footprint;

/// <summary>What a new release must not do.</summary>
public class GateTests
{
    private static readonly Snapshot Kernel = Of(Module("anchor", aliases: "pci:v00001AF4d00001000sv*sd*bc*sc*i*"));

    private static string[] Errors(Snapshot old, Snapshot now) =>
        [
            .. Compare(old, now).Gates.Where(gate => !gate.Passed)
                .SelectMany(gate => gate.Findings, (gate, finding) => $"{gate.Name}: {finding}"),
        ];

    [Fact]
    public void A_package_over_its_budget_fails()
    {
        var now = Kernel with { Budgets = [new Budget("core", 900, null, null, "map.yaml", 7)] };

        Errors(Kernel, now).Single().ShouldStartWith("budget of core: map.yaml:7: error KS0506: core has 1000 B "
            + "of modules, "
            + "100 B or 11.1 % more than its budget of 900 B");
    }

    [Fact]
    public void Growth_beyond_its_limit_fails()
    {
        var now = Of(Module("anchor", size: 1200, aliases: "pci:v00001AF4d00001000sv*sd*bc*sc*i*")) with
        {
            Budgets = [new Budget("core", null, null, 10, "map.yaml", 7)],
        };

        Errors(Kernel, now).Single().ShouldStartWith(
            "growth of core: map.yaml:7: error KS0507: core grew from 1000 B to 1.2 KiB");
    }

    [Fact]
    public void A_device_of_a_contract_that_is_no_longer_served_fails()
    {
        const string Name = "virtio network adapter";
        var satisfied = new SnapshotRequirement("kvm", Name, true, "virtio_net in core");
        var missing = new SnapshotRequirement("kvm", Name, false, "this kernel has no driver for it");
        var (old, now) = (Kernel with { Contract = [satisfied] }, Kernel with { Contract = [missing] });

        Errors(old, now).ShouldBe(
        [
            "contract of kvm: kvm: error KS0503: lost virtio network adapter: this kernel has no driver for it. "
            + "In 6.12.1 it was satisfied by virtio_net in core",
        ]);
        Errors(now, now).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("pci:v00001AF4d*")]
    [InlineData("pci:v00001AF4d00001000sv00001AF4sd00000001bc02sc00i00")]
    public void A_lost_device_that_must_never_be_lost_fails(string pattern)
    {
        var now = Of(Module("anchor")) with { NeverLose = [new NeverLose(pattern, "map.yaml", 9)] };

        Errors(Kernel, now).Single().ShouldStartWith(
            $"never lose {pattern}: map.yaml:9: error KS0511: no driver in any package any more for "
            + "pci:v00001AF4d00001000sv*sd*bc*sc*i*, matched by never-lose. It was anchor in core");
    }

    [Fact]
    public void A_waiver_accepts_a_finding_until_its_day()
    {
        var now = Kernel with
        {
            Budgets = [new Budget("core", 900, null, null, "map.yaml", 7)],
            Waivers = [new Waiver("budget", "core", "the next release drops it", Today, "map.yaml", 9)],
        };

        Errors(Kernel, now).ShouldBeEmpty();
        Errors(Kernel, now with { Waivers = [now.Waivers[0] with { Until = Today.AddDays(-1) }] }).Single()
            .ShouldEndWith("It was accepted until 2026-11-21: the next release drops it");
    }

    [Fact]
    public void A_module_that_leaves_a_stable_package_fails()
    {
        var old = Of(Module("anchor"), Module("ast"));
        var now = Of(Module("anchor"), Module("ast", "gpu"));

        Errors(old, now).ShouldBeEmpty();
        Errors(old, now with { Packages = [now.Packages[0] with { IsStable = true }, .. now.Packages.Skip(1)] })
            .Single()
            .ShouldStartWith("moved modules: ast: error KS0509: moved from core to gpu");
    }
}
