using KernelSplit.Devices.Listings;

namespace KernelSplit.Tests.Devices.Listings;

public sealed class DeviceIdTests
{
    [Theory]
    [InlineData("15ad:07b0", "pci:v000015ADd000007B0sv*sd*bc*sc*i*")]
    [InlineData("15AD:07B0", "pci:v000015ADd000007B0sv*sd*bc*sc*i*")]
    [InlineData("pci:15ad:07b0", "pci:v000015ADd000007B0sv*sd*bc*sc*i*")]
    [InlineData("8086:1521:15d9:1521", "pci:v00008086d00001521sv000015D9sd00001521bc*sc*i*")]
    [InlineData("8086:1521:15d9:*", "pci:v00008086d00001521sv000015D9sd*bc*sc*i*")]
    [InlineData("8086:*", "pci:v00008086d*sv*sd*bc*sc*i*")]
    [InlineData("usb:0bda:8153", "usb:v0BDAp8153d*dc*dsc*dp*ic*isc*ip*in*")]
    [InlineData("pci:v00008086d00001520", "pci:v00008086d00001520sv*sd*bc*sc*i*")]
    [InlineData("pci:v00008086d00001520...", "pci:v00008086d00001520sv*sd*bc*sc*i*")]
    [InlineData("pci:v00008086d00001520sv*", "pci:v00008086d00001520sv*sd*bc*sc*i*")]
    [InlineData("usb:v0BDAp8153d0100", "usb:v0BDAp8153d0100dc*dsc*dp*ic*isc*ip*in*")]
    [InlineData("'pci:v00008086d00001520sv*sd*bc*sc*i*'", "pci:v00008086d00001520sv*sd*bc*sc*i*")]
    [
        InlineData(
            "pci:v00008086d00001520sv00008086sd00000000bc02sc00i00",
            "pci:v00008086d00001520sv00008086sd00000000bc02sc00i00"),
    ]
    [InlineData("acpi*:PNP0501:*", "acpi*:PNP0501:*")]
    [InlineData("virtio:d00000001v*", "virtio:d00000001v*")]
    [InlineData("of:NethernetT(null)Cfsl,imx6q-fec", "of:NethernetT(null)Cfsl,imx6q-fec")]
    public void A_device_ID_has_many_formats(string text, string modalias) =>
        DeviceId.Read(text)!.Modalias.ShouldBe(modalias);

    [Theory]
    [InlineData("")]
    [InlineData("virtio_net")]
    [InlineData("15ad:7b0")]
    [InlineData("15ad:zz")]
    [InlineData("15ad:07b0:15ad")]
    [InlineData("usb:0bda:8153:0bda:8153")]
    [InlineData("pci:")]
    [InlineData("https://example.org/")]
    [InlineData("pci:v0000 8086")]
    public void Other_text_is_not_a_device_ID(string text) => DeviceId.Read(text).ShouldBeNull();
}
