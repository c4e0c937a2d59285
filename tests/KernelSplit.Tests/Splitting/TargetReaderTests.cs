using KernelSplit.Diagnostics;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Tests.Splitting;

public sealed class TargetReaderTests : IDisposable
{
    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    private Target Read(string device, string architecture = "x86_64")
    {
        _folder.Write("fragments/kvm/target.yaml", $"name: kvm\nsummary: s\ndevices:\n  - {device}\n");
        var file = _folder.Write("kernelsplit.yaml", $"name: k\narch: {architecture}\ntargets: kvm\n");
        return ProjectReader.Read(file, new Library()).Targets.Single();
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
    public void A_device_of_some_architectures_is_promised_on_those()
    {
        var target = Read("""{name: a, modalias: "xen:vbd", arch: [x86_64, i686]}""");

        Architecture.All.Select(architecture => target.Contract(architecture).Count()).ShouldBe([1, 1, 0]);
    }

    [Theory]
    [InlineData("{name: a}", "target.yaml:4:5: error: \"modalias\" is missing")]
    [InlineData("{name: a, modalias: []}", "target.yaml:4:25: error: \"modalias\" is missing")]
    [InlineData("{name: a, modalias: virtio_net}", "target.yaml:4:25: error: \"virtio_net\" is no modalias. It begins with a bus")]
    [InlineData("{name: a, modalias: \"virtio:d1v*\"}", "target.yaml:4:25: error: \"virtio:d1v*\" is a driver's pattern")]
    [InlineData("{name: a, modalias: \"xen:vbd\", required: maybe}", "target.yaml:4:46: error: \"required\" is true or false")]
    [InlineData("{name: a, modalias: \"xen:vbd\", arch: [x86-64]}", "target.yaml:4:43: error: no such architecture \"x86-64\". Did you mean \"x86_64\"?")]
    [InlineData("{name: a, modalias: \"xen:vbd\", required: true, optional: x}", "target.yaml:4:52: error: unknown key \"optional\"")]
    public void Mistakes_in_a_device_are_named_with_their_place(string device, string message) =>
        Should.Throw<InvalidInputException>(() => Read(device)).Message.ShouldContain(message);
}
