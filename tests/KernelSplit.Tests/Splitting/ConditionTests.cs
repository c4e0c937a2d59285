using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Maps.Conditions;
using KernelSplit.Splitting.Targets;
using KernelSplit.Tests.Makefiles;

namespace KernelSplit.Tests.Splitting;

public sealed class ConditionTests : IDisposable
{
    private static readonly KernelModule Igb = Build.Module(
        "drivers/net/ethernet/intel/igb/igb",
        imports: ["pci_enable_sriov", "register_netdev"],
        needs: ["i2c_algo_bit"]) with
    {
        Exports = [new ExportedSymbol("igb_up")],
        ModInfo = new ModInfo(
        [
            new("alias", "pci:v00008086d000010C9sv*sd*bc*sc*i*"),
            new("alias", "pci:v00008086d00001521sv*sd*bc02sc00i*"),
            new("license", "GPL v2"), new("firmware", "intel/igb.bin"),
        ]),
    };

    private static readonly KernelModule[] Others =
    [
        Build.Module("drivers/i2c/algos/i2c-algo-bit", needs: ["dca"]), Build.Module("drivers/dca/dca"),
        Build.Module("igb_user", needs: ["igb"]), Build.Module("igb_user_of_user", needs: ["igb_user"]),
    ];

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private Evidence? Test(string condition, KernelModule module) =>
        Parse(condition).Test(module, new KernelFacts(Build.Tree([module, .. Others])));

    private RuleCondition Parse(string condition)
    {
        _directory.Write("fragments/kvm/target.yaml", """
            name: kvm
            summary: Guests of KVM
            devices:
              - {name: virtio network adapter, modalias: "virtio:d00000001v00001AF4"}
            modules: [virtio-net-failover]
            """);
        var rules = $"rules:\n  - to: core\n    because: x\n    when: {condition}\n";
        var file = _directory.Write("map.yaml", Build.Packages + rules);
        return PackageMapReader.Read(file, new DataDirectories(_directory.Path)).Rules[0].When;
    }

    [Theory]
    [InlineData("""{path: "drivers/net/ethernet/**"}""", "is built from drivers/net/ethernet/**")]
    [InlineData("""{name: [i40e, igb]}""", "is called igb")]
    [InlineData("""{imports: [pci_sriov_configure_simple, pci_enable_sriov]}""", "imports pci_enable_sriov")]
    [InlineData("""{modalias: pci}""", "drives pci:v00008086d000010C9sv*sd*bc*sc*i*")]
    [InlineData("""{pci: {vendor: "8086", device: "1521"}}""", "drives pci:v00008086d00001521sv*sd*bc02sc00i*")]
    [InlineData("""{pci: {class: "0200"}}""", "drives pci:v00008086d00001521sv*sd*bc02sc00i*")]
    [InlineData("""{all: [{name: igb}, {modalias: pci}]}""", "is called igb and drives pci:v00008086d000010C9sv*sd*bc*sc*i*")]
    [InlineData("""{path: "drivers/**", name: igb}""", "is called igb and is built from drivers/**")]
    [InlineData("""{any: [{path: "drivers/**"}, {name: igb}]}""", "is called igb")]
    [InlineData("""{license: GPL*}""", "has the licence GPL v2")]
    [InlineData("""{firmware: "intel/**"}""", "loads the firmware intel/igb.bin")]
    [InlineData("""{exports: [igb_reset, igb_up]}""", "exports igb_up")]
    [InlineData("""{depends-on: i2c-algo-bit}""", "depends on i2c_algo_bit")]
    [InlineData("""{depends-on: "dc?"}""", "depends on dca")]
    [InlineData("""{depends-on: {path: "drivers/dca/*"}}""", "depends on dca, which is built from drivers/dca/*")]
    [InlineData("""{needed-by: [igb_user_of_user]}""", "is needed by igb_user_of_user")]
    public void It_holds_and_says_why(string condition, string evidence) =>
        Test(condition, Igb)!.Text.ShouldBe(evidence);

    [Theory]
    [InlineData("""{path: "drivers/net/wireless/**"}""")]
    [InlineData("""{name: ig}""")]
    [InlineData("""{modalias: usb}""")]
    [InlineData("""{pci: {class: "03"}}""")]
    [InlineData("""{pci: {vendor: "8086", device: "1521", class: "01"}}""")]
    [InlineData("""{all: [{name: igb}, {modalias: usb}]}""")]
    [InlineData("""{not: {name: igb}}""")]
    [InlineData("""{target: kvm}""")]
    [InlineData("""{license: GPL}""")]
    [InlineData("""{firmware: intel}""")]
    [InlineData("""{exports: pci_enable_sriov}""")]
    [InlineData("""{depends-on: igb}""")]
    [InlineData("""{needed-by: dca}""")]
    public void It_does_not_hold(string condition) => Test(condition, Igb).ShouldBeNull();

    [Fact]
    public void A_target_claims_what_drives_its_devices() =>
        Test("{target: kvm}", Build.Module("drivers/net/virtio_net", aliases: ["virtio:d00000001v*"]))
            .ShouldBe(new Evidence(Strength.Contract, "drives virtio network adapter (kvm)"));

    [Fact]
    public void A_target_claims_what_it_loads_by_name_however_that_is_spelt() =>
        Test("{target: kvm}", Build.Module("net/virtio_net_failover"))
            .ShouldBe(new Evidence(Strength.Contract, "is loaded by name on kvm"));

    [Fact]
    public void The_symbol_that_builds_it_is_asked_of_the_source()
    {
        using var source = new KernelSourceTree("obj-$(CONFIG_IGB) += igb.o\n");
        var igb = Build.Module("drivers/igb");
        var kernel = new KernelFacts(Build.Tree(igb), source.Read());

        Parse("{kconfig: [CONFIG_IGBVF, CONFIG_IGB]}").Test(igb, kernel).ShouldBe(new Evidence(
            Strength.Kconfig, "is built by CONFIG_IGB"));
    }
}
