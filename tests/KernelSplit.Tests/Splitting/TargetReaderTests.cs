using KernelSplit.Foundation;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Tests.Splitting;

public sealed class TargetReaderTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private Target Read(string device, string architecture = "x86_64")
    {
        _directory.Write("fragments/kvm/target.yaml", $"name: kvm\nsummary: s\ndevices:\n  - {device}\n");
        var file = _directory.Write("kernelsplit.yaml", $"name: k\narch: {architecture}\ntargets: kvm\n");
        return ProjectReader.Read(file, new DataDirectories()).Targets.Single();
    }

    [Fact]
    public void A_device_comes_in_several_forms_and_with_its_source()
    {
        var device = Read("""{name: a, modalias: ["xen:vbd", "xen:vif"], source: drivers/xen}""").Devices.Single();

        device.Modaliases.ShouldBe(["xen:vbd", "xen:vif"]);
        device.Source.ShouldBe("drivers/xen");
        device.Required.ShouldBeTrue();
    }

    [Fact]
    public void An_optional_device_is_no_part_of_the_contract()
    {
        var target = Read("""{name: a, modalias: "xen:vbd", required: false}""");

        target.Devices.Single().Required.ShouldBeFalse();
        target.Contract(Architecture.All[0]).ShouldBeEmpty();
    }

    [Fact]
    public void A_device_of_some_architectures_is_required_on_those()
    {
        var target = Read("""{name: a, modalias: "xen:vbd", arch: [x86_64, i686]}""");

        Architecture.All.Select(architecture => target.Contract(architecture).Count()).ShouldBe([1, 1, 0]);
    }

    [Fact]
    public void A_device_names_the_symbols_of_its_driver_and_what_QEMU_calls_it()
    {
        var device = Read("""{name: a, modalias: "xen:vbd", symbol: [USB_HID, KVM_INTEL | KVM_AMD], qemu: [usb-kbd, "machine:q35"]}""").Devices.Single();

        device.Symbols.All.ShouldBe([["USB_HID"], ["KVM_INTEL", "KVM_AMD"]]);
        device.Qemu.ShouldBe(["usb-kbd", "machine:q35"]);
    }

    [Fact]
    public void A_target_says_what_else_it_can_and_which_symbols_build_its_modules()
    {
        var target = ReadTarget("""
            modules: [overlay, veth]
            symbols: {overlay: OVERLAY_FS}
            capabilities:
              - {name: nested, symbols: [KVM, KVM_INTEL | KVM_AMD], modules: [kvm_intel], source: there, arch: x86_64}
            """);

        target.ModuleSymbols.Keys.ShouldBe(["overlay"]);
        target.ModuleSymbols["overlay"].ToString().ShouldBe("OVERLAY_FS");
        var capability = target.Capabilities.ShouldHaveSingleItem();
        (capability.Name, capability.Symbols.ToString(), capability.Source)
            .ShouldBe(("nested", "KVM, KVM_INTEL | KVM_AMD", "there"));
        capability.Modules.ShouldBe(["kvm_intel"]);
        Architecture.All.Select(capability.IsOn).ShouldBe([true, false, false]);
    }

    [Theory]
    [InlineData("capabilities: [{name: a}]", "target.yaml:3:16: error KS0101: \"symbols\" is missing")]
    [InlineData("capabilities: [{symbols: A}]", "target.yaml:3:16: error KS0101: \"name\" is missing")]
    [InlineData("capabilities: [{name: a, symbols: CONFIG_A}]", "target.yaml:3:35: error KS0101: \"CONFIG_A\" "
        + "is no Kconfig "
        + "symbol. Write it without CONFIG_")]
    [InlineData("capabilities: [{name: a, symbols: [A |]}]", "target.yaml:3:36: error KS0101: \"\" is no Kconfig "
        + "symbol")]
    [InlineData("modules: veth\nsymbols: {vet: VETH}", "target.yaml:4:11: error KS0101: unknown key \"vet\". "
        + "Did you mean "
        + "\"veth\"?")]
    public void Mistakes_in_what_else_it_can_are_named_with_their_place(string text, string message) =>
        Should.Throw<InvalidInputException>(() => ReadTarget(text)).Message.ShouldContain(message);

    private Target ReadTarget(string text)
    {
        _directory.Write("fragments/kvm/target.yaml", $"name: kvm\nsummary: s\n{text}\n");
        return new DataDirectories(_directory.Path).ReadTargets(["kvm"]).Single();
    }

    [Theory]
    [InlineData("{name: a}", "target.yaml:4:5: error KS0101: \"modalias\" is missing")]
    [InlineData("{name: a, modalias: []}", "target.yaml:4:25: error KS0101: \"modalias\" is missing")]
    [InlineData("{name: a, modalias: virtio_net}", "target.yaml:4:25: error KS0101: \"virtio_net\" is no "
        + "modalias. It begins "
        + "with a bus")]
    [InlineData("{name: a, modalias: \"virtio:d1v*\"}", "target.yaml:4:25: error KS0101: \"virtio:d1v*\" is a driver's "
        + "pattern")]
    [InlineData("{name: a, modalias: \"xen:vbd\", required: maybe}", "target.yaml:4:46: error KS0101: "
        + "\"required\" is true or "
        + "false")]
    [InlineData("{name: a, modalias: \"xen:vbd\", arch: [x86-64]}", "target.yaml:4:43: error KS0101: no such "
        + "architecture "
        + "\"x86-64\". Did you mean \"x86_64\"?")]
    [InlineData("{name: a, modalias: \"xen:vbd\", required: true, optional: x}", "target.yaml:4:52: error "
        + "KS0101: unknown key "
        + "\"optional\"")]
    public void Mistakes_in_a_device_are_named_with_their_place(string device, string message) =>
        Should.Throw<InvalidInputException>(() => Read(device)).Message.ShouldContain(message);
}
