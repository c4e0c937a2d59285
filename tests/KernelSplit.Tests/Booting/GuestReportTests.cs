using KernelSplit.Booting.Guests;

namespace KernelSplit.Tests.Booting;

public sealed class GuestReportTests
{
    private readonly GuestReport _report = new();

    [Fact]
    public void A_device_has_its_driver_and_the_module_of_that()
    {
        _report.Add("""{"device":"/sys/devices/x","modalias":"virtio:d1","driver":"virtio_net","in":"virtio_net"}""");
        _report.Add("""{"device":"/sys/devices/y","modalias":"acpi:Y:","driver":"","in":""}""");

        _report.Devices.ShouldBe(
            [
                new GuestDevice("/sys/devices/x", "virtio:d1", "virtio_net", "virtio_net"),
                new GuestDevice("/sys/devices/y", "acpi:Y:", "", ""),
            ]);
    }

    [Fact]
    public void Checks_modules_and_the_log_are_kept()
    {
        _report.Add("""{"start":"6.12.9"}""");
        _report.Add("""{"check":"disk","about":"nvme","passed":false,"message":"write failed"}""");
        _report.Add("""{"module":"overlay","passed":true}""");
        _report.Add("""{"log":"BUG: \"x\"","level":1}""");
        _report.Add("""{"tainted":128}""");

        _report.Release.ShouldBe("6.12.9");
        _report.Checks.ShouldBe([new GuestCheck("disk", "nvme", false, "write failed")]);
        _report.Modules.ShouldBe([new GuestModule("overlay", true, "")]);
        _report.Log.ShouldBe([new GuestLogLine(1, "BUG: \"x\"")]);
        _report.Tainted.ShouldBe(128);
        _report.IsComplete.ShouldBeFalse();
    }

    [Fact]
    public void The_end_is_an_event()
    {
        _report.Add("""{"event":"loaded"}""").ShouldBe("loaded");
        _report.Add("""{"event":"end"}""").ShouldBe("end");
        _report.IsComplete.ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("qemu-system-x86_64: warning: no")]
    [InlineData("{")]
    [InlineData("{\"device\":1}")]
    [InlineData("{\"device\":\"/sys/devices/x\"}")]
    [InlineData("{\"tainted\":\"yes\"}")]
    [InlineData("[]")]
    public void What_is_no_line_of_the_script_is_ignored(string line)
    {
        _report.Add(line).ShouldBeNull();

        _report.Devices.ShouldBeEmpty();
        _report.Checks.ShouldBeEmpty();
    }
}
