using KernelSplit.Booting;
using KernelSplit.Booting.Emulation;
using KernelSplit.Booting.Guests;
using KernelSplit.Booting.Reports;
using KernelSplit.Foundation;
using KernelSplit.Host.Qemu;
using KernelSplit.Modules;
using KernelSplit.Splitting.Machines;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Targets;
using NJsonSchema;

namespace KernelSplit.Tests.Booting;

public sealed class GuestJudgeTests
{
    private const string Net = "virtio:d00000001v00001AF4";
    private const string Gpu = "pci:v00001B36d00000100sv00001AF4sd00001100bc03sc00i00";

    private static readonly QemuDevices Qemu = QemuDevices.Parse(
        "qemu", "QEMU emulator version 9.2.0\n", "name \"virtio-net-pci\"\nname \"qxl\"\nname \"AC97\"\n",
        "Supported machines are:\nq35 x\n")!;

    private static readonly ModuleTree Tree = new(
        "6.12.9",
        [
            Module("kernel/drivers/net/virtio_net.ko", "virtio:d00000001v*"),
            Module("kernel/drivers/gpu/qxl.ko", "pci:v00001B36d00000100sv*sd*bc*sc*i*"),
        ]);

    private readonly GuestRun _run = new() { End = "guest-shutdown" };
    private readonly List<Waiver> _waivers = [];

    [Fact]
    public void A_device_with_a_driver_is_driven_by_a_module_of_a_package()
    {
        Sees(Net, "virtio_net", "virtio_net");

        var boot = Boot(Device("NIC", Net, "virtio-net-pci"));

        boot.HasPassed.ShouldBeTrue(string.Join('\n', boot.Findings));
        boot.Devices.Single().ShouldBe(
            new BootedDevice(
                "kvm", "NIC", true, BootedState.Driven, "virtio-net-pci", Net, "virtio_net", "virtio_net", "core", [],
                null));
    }

    [Fact]
    public void A_dead_device_tells_what_would_drive_it_and_where_that_is()
    {
        Sees(Gpu, "", "");

        var boot = Boot(Device("QXL", Gpu, "qxl"));

        boot.Findings.Single().Message.ShouldBe($"kvm: QXL ({Gpu}) is dead; qxl (in gpu) would drive it");
        boot.HasPassed.ShouldBeFalse();
    }

    [Fact]
    public void An_optional_device_may_be_dead_while_its_package_is_not_installed()
    {
        Sees(Gpu, "", "");

        var boot = Boot(Device("QXL", Gpu, "qxl") with { Required = false });

        boot.HasPassed.ShouldBeTrue();
        boot.Devices.Single().State.ShouldBe(BootedState.Dead);
        boot.Devices.Single().Candidates.ShouldBe([new DriverCandidate("qxl", "gpu")]);
    }

    [Fact]
    public void A_driver_that_is_there_and_does_not_drive_is_an_error_whether_required_or_not()
    {
        Sees(Net, "", "");

        Boot(Device("NIC", Net, "virtio-net-pci") with { Required = false }).Findings.Single().Message
            .ShouldBe($"kvm: NIC ({Net}) is dead, though virtio_net (in core) should drive it");
    }

    [Fact]
    public void A_driver_of_one_form_of_a_device_does_not_drive_it()
    {
        Ends();
        var device = Device("NIC", Net, "virtio-net-pci") with { Modaliases = [Net, "hid:b0003"] };

        Boot(device).Findings.Single().Kind.ShouldBe(DiagnosticKind.Contract);
        Boot(device with { Required = false }).HasPassed.ShouldBeTrue();
    }

    [Fact]
    public void What_is_plugged_in_and_not_seen_is_an_error()
    {
        Ends();

        Boot(Device("NIC", Net, "virtio-net-pci")).Findings.Single().Message
            .ShouldStartWith($"kvm: NIC ({Net}) is not seen by the guest");
    }

    [Fact]
    public void What_nothing_drives_is_the_contracts_matter_and_its_waivers()
    {
        Sees("pci:v00008086d00002415sv00001AF4sd00001100bc04sc01i00", "", "");
        var sound = Device("AC97", "pci:v00008086d00002415sv00001AF4sd00001100bc04sc01i00", "AC97");

        Boot(sound).Findings.Single().Kind.ShouldBe(DiagnosticKind.Contract);

        _waivers.Add(new Waiver("contract", "AC*", "no sound", null, "map.yaml", 1));
        Boot(sound).Findings.Single().IsWaived.ShouldBeTrue();
    }

    [Fact]
    public void The_subsystem_of_another_hypervisor_makes_no_difference()
    {
        Sees("pci:v00001B36d00000100sv00001AF4sd00001100bc03sc00i00", "qxl", "qxl");

        Boot(Device("QXL", "pci:v00001B36d00000100sv000015ADsd00000000bc03sc00i00", "qxl")).Devices.Single().State
            .ShouldBe(BootedState.Driven);
    }

    [Fact]
    public void Each_variant_of_a_device_that_is_seen_needs_a_driver()
    {
        const string Other = "virtio:d00000001v554D4551";
        Reports($$"""{"device":"/sys/devices/b","modalias":"{{Other}}","driver":"","in":""}""");
        Sees(Net, "virtio_net", "virtio_net");
        var device = Device("NIC", Net, "virtio-net-pci") with { Modaliases = [Net, Other] };

        Boot(device).Devices.Single().State.ShouldBe(BootedState.Dead);
    }

    [Fact]
    public void An_error_in_the_kernels_log_is_a_finding_unless_the_target_accepts_it()
    {
        Reports("""{"log":"i8042: probe failed","level":3}""");
        Ends();

        Boot().Findings.Single().Message.ShouldBe("kernel: i8042: probe failed");

        _waivers.Add(new Waiver("kernel-log", "i8042: *", "QEMU", null, "target.yaml", 1));
        Boot().HasPassed.ShouldBeTrue();
    }

    [Theory]
    [InlineData(128, "kernel: tainted: the kernel crashed (oops or BUG)")]
    [InlineData(512, "kernel: tainted: the kernel warned of a mistake of its own")]
    public void A_crash_of_the_kernel_is_a_finding(int tainted, string message)
    {
        Reports($$"""{"tainted":{{tainted}}}""");
        Ends();

        Boot().Findings.Single().Message.ShouldBe(message);
    }

    [Fact]
    public void An_unsigned_module_is_no_crash()
    {
        Reports("""{"tainted":12288}""");
        Ends();

        Boot().HasPassed.ShouldBeTrue();
    }

    [Fact]
    public void A_guest_that_does_not_report_to_the_end_has_failed()
    {
        _run.End = "guest-reset";
        Boot(Device("NIC", Net, "virtio-net-pci")).Findings.Single().Message
            .ShouldBe("boot: the guest didn't come to its first program, then it ended (guest-reset)");

        Reports("""{"start":"6.12.9"}""");
        _run.HasFallenSilent = true;
        Boot().Findings.Single().Message
            .ShouldBe("boot: the guest didn't come to the end of its report, and then nothing came any more");
    }

    [Fact]
    public void A_guest_that_does_not_power_off_has_failed()
    {
        Ends();
        _run.End = "host-qmp-quit";

        Boot().Findings.Single().Message.ShouldBe("power-off: the guest ended otherwise: host-qmp-quit");
    }

    [Fact]
    public void A_nic_that_is_not_in_the_report_has_failed()
    {
        Sees(Net, "virtio_net", "virtio_net");

        var boot = Boot(Device("NIC", Net, "virtio-net-pci"), withNic: true);

        boot.Findings.Single().Message.ShouldBe("nic virtio-net-pci: not found in the guest");
    }

    [Fact]
    public void What_is_behind_a_dead_device_is_not_tried()
    {
        Sees(Net, "", "");

        var boot = Boot(Device("NIC", Net, "virtio-net-pci"), withNic: true);

        boot.Findings.Single().Kind.ShouldBe(DiagnosticKind.DeadDevice);
    }

    [Fact]
    public void A_device_of_no_contract_is_listed_with_what_would_drive_it()
    {
        Sees(Gpu, "", "");

        var boot = Boot();

        boot.Unlisted.Single().Candidates.ShouldBe([new DriverCandidate("qxl", "gpu")]);
        boot.Wanted.ShouldBe(["gpu"]);
        boot.HasPassed.ShouldBeTrue();
    }

    [Fact]
    public void With_its_package_it_must_be_driven()
    {
        Sees(Gpu, "", "");

        Boot([], withNic: false, "core", "gpu").Findings.Single().Message
            .ShouldBe($"{Gpu} is dead, though qxl (in gpu) should drive it");
    }

    [Fact]
    public async Task The_json_follows_its_schema_and_the_junit_names_what_failed()
    {
        Reports("""{"log":"bad","level":2}""");
        Sees(Gpu, "", "");
        var boot = Boot(Device("QXL", Gpu, "qxl"), Device("PMEM", "nd:t4", "nvdimm"));

        var schema = await JsonSchema.FromJsonAsync(await File.ReadAllTextAsync(
            Path.Combine(Checkout.Folder, "docs/schemas/boot.schema.json"), TestContext.Current.CancellationToken));
        schema.Validate(BootJson.Write([boot])).Select(error => error.ToString()).ShouldBeEmpty();
        BootJUnit.Write([boot]).ShouldContain("<failure message=\"console.log: error KS0703: kernel: bad\">");
        BootJUnit.Write([boot]).ShouldContain("<skipped />");
        BootVerdict.Of(boot).ShouldBe("kvm on q35: 0 of 1 devices driven, 1 of 1 checks passed, 2 errors, in 1.5 s");
    }

    private void Sees(string modalias, string driver, string module)
    {
        Reports(
            $$"""{"device":"/sys/devices/a","modalias":"{{modalias}}","driver":"{{driver}}","in":"{{module}}"}""");
        Ends();
    }

    private void Ends() => Reports("""{"event":"end"}""");

    private void Reports(string line) => _run.Report.Add(line);

    private BootResult Boot(params Device[] devices) => Boot(devices, withNic: false);

    private BootResult Boot(Device device, bool withNic) => Boot([device], withNic);

    private BootResult Boot(Device[] devices, bool withNic, params string[] packages)
    {
        var machine = MachineType.Find("q35")!;
        var plugs = new Plugs(machine, Qemu, "/work");
        var target = new Target("/fragments/kvm", "kvm", "", devices, []);
        var request = new BootRequest(
            new PackagedKernel(
                Tree, "core", new Dictionary<string, string> { ["virtio_net"] = "core", ["qxl"] = "gpu" }),
            [], packages.Length > 0 ? packages : ["core"], [target])
        {
            LogDirectory = "",
        };
        var plugged = devices.Select(device => new PluggedDevice("kvm", device, plugs.Add(device.Qemu))).ToList();
        var judge = new GuestJudge(
            request, withNic ? plugs : new Plugs(machine, Qemu, "/work"), plugged, _run)
        {
            Waivers = _waivers,
            Secret = "secret",
            Directory = "/work",
            ConsoleLog = "console.log",
            Tried = new Dictionary<string, string?>(),
        };
        return judge.Result(machine, new Accelerator("tcg", "no /dev/kvm"), Qemu, TimeSpan.FromSeconds(1.5));
    }

    private static Device Device(string name, string modalias, string qemu) =>
        new(name, [modalias], "", true, []) { Qemu = [qemu] };

    private static KernelModule Module(string path, string alias) => new()
    {
        Path = path,
        ModInfo = new ModInfo([new ModInfoField("alias", alias)]),
    };
}
