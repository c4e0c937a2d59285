using KernelSplit.Devices.Listings;
using KernelSplit.Foundation;

namespace KernelSplit.Tests.Devices.Listings;

public sealed class SysDevicesTests : IDisposable
{
    private const string Modalias = "pci:v00001AF4d00001041sv00001AF4sd00001100bc02sc00i00";

    private readonly TempDirectory _sys = new();

    public SysDevicesTests()
    {
        _sys.Write("devices/pci0000:00/0000:00:03.0/modalias", Modalias + "\n");
        _sys.Write("devices/pci0000:00/0000:00:03.0/virtio0/modalias", "virtio:d00000001v00001AF4\n");
        _sys.Write("devices/platform/nameless/modalias", "\n");
        _sys.Write("bus/pci/drivers/virtio-pci/bind", "");
        _sys.Write("module/virtio_pci/version", "");
        Link("devices/pci0000:00/0000:00:03.0/driver", "../../../bus/pci/drivers/virtio-pci");
        Link("devices/pci0000:00/0000:00:03.0/subsystem", "../../../bus/pci");
        Link("bus/pci/drivers/virtio-pci/module", "../../../../module/virtio_pci");
        Link("bus/pci/devices/0000:00:03.0", "../../../devices/pci0000:00/0000:00:03.0");
    }

    public void Dispose() => _sys.Dispose();

    [Fact]
    public void Every_modalias_is_a_device_once_with_its_bus_and_driver()
    {
        var devices = SysDevices.Read(_sys.Path).Devices;

        devices.Select(device => device.Modalias).ShouldBe([Modalias, "virtio:d00000001v00001AF4"]);
        devices[0].Place.ShouldBe("pci 0000:00:03.0");
        devices[0].DriversSeen.ShouldBe(["virtio-pci", "virtio_pci"]);
    }

    [Fact]
    public void Without_sysfs_the_error_suggests_a_listing() =>
        Should.Throw<InvalidInputException>(() => SysDevices.Read(Path.Combine(_sys.Path, "bus")))
            .Message.ShouldContain("Give a listing");

    [Theory]
    [InlineData("0000:00:03.0", Modalias)]
    [InlineData("0000:00:04.0", null)]
    public void A_PCI_device_is_found_by_its_address(string address, string? modalias) =>
        SysDevices.FindPci(address, _sys.Path).ShouldBe(modalias);

    private void Link(string name, string target)
    {
        var path = Path.Combine(_sys.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.CreateSymbolicLink(path, target);
    }
}
