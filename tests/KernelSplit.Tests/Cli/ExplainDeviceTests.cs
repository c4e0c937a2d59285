using System.Text.Json;
using KernelSplit.Testing.Inputs;
using KernelSplit.Tests.Splitting;

namespace KernelSplit.Tests.Cli;

/// <summary><c>kernelsplit explain</c> for devices, and <c>--why-not</c>, which need a kernel.</summary>
public sealed class ExplainDeviceTests : IDisposable
{
    private const string Rules = """
        rules:
          - {to: core, because: every guest needs it, when: {name: [vmxnet3, twin]}}
          - {to: passthrough, because: it can be passed through, when: {modalias: pci}}

        """;

    private readonly TempDirectory _directory = new();
    private readonly ModuleDirectory _tree = new();

    public ExplainDeviceTests()
    {
        _directory.Write("map.yaml", Build.Packages + Rules);
        Add("net/vmxnet3", ["alias=pci:v000015ADd000007B0sv*sd*bc*sc*i*"], imports: ["helper_do"]);
        Add("net/twin", ["alias=pci:v000015ADd000007B0sv*sd*bc*sc*i*"]);
        Add(
            "net/igb",
            ["alias=pci:v00008086d00001533sv*sd*bc*sc*i*", "alias=pci:v00008086d00001521sv000015D9sd*bc*sc*i*"],
            imports: ["helper_do"]);
        Add("net/r8152", ["alias=usb:v0BDAp8153d*dc*dsc*dp*ic*isc*ip*in*"]);
        Add("nvme/nvme", ["alias=pci:v*d*sv*sd*bc01sc08i02*"]);
        Add("net/virtio_net", ["alias=virtio:d00000001v*"]);
        Add("virtio/virtio_pci", ["alias=pci:v00001AF4d*sv*sd*bc*sc*i*"]);
        Add("lib/helper", [], exports: ["helper_do"]);
        _tree.WriteFile(
            $"lib/modules/{ModuleDirectory.Release}/modules.builtin", "kernel/drivers/tty/8250.ko\n"u8.ToArray());
    }

    public void Dispose()
    {
        _directory.Dispose();
        _tree.Dispose();
    }

    [Fact]
    public void A_device_s_drivers_come_first_and_then_why_each_is_where_it_is()
    {
        var (exitCode, output, errors) = Explain("15ad:07b0");

        exitCode.ShouldBe(0, errors);
        output.ShouldStartWith("twin (in core) and vmxnet3 (in core) match PCI 15ad:07b0");
        output.ShouldContain("modprobe loads all modules that match");
        output.ShouldContain("\nvmxnet3 is in core: a rule puts it there because every guest needs it (map.yaml:9): it "
            + "is called vmxnet3.\n");
        output.ShouldContain("presented to guests as: VMXNET3 network adapter (esxi)");
    }

    [Fact]
    public void A_USB_device_s_class_decides_so_its_numbers_alone_give_no_answer()
    {
        var (exitCode, output, _) = Explain("usb:046d:c52b");

        exitCode.ShouldBe(1);
        output.ShouldStartWith("Its numbers alone don't tell what drives USB 046d:c52b");
        output.ShouldContain("most USB drivers match by class");
        output.ShouldNotContain("Nothing");
    }

    [Fact]
    public void What_is_behind_a_device_is_explained_with_it()
    {
        var (exitCode, output, errors) = Explain("1af4:1041");

        exitCode.ShouldBe(0, errors);
        output.ShouldContain("virtio_pci (in passthrough) drives PCI 1af4:1041");
        output.ShouldContain(
            "\nBehind it is virtio network device, vendor 1af4.\nvirtio_net (in hardware) drives virtio network");
        output.ShouldContain("virtio network adapter (virtio)");
        using var json = JsonDocument.Parse(Explain("1af4:1041", "--json").Output);
        var behind = json.RootElement.GetProperty("behind").EnumerateArray().ShouldHaveSingleItem();
        behind.GetProperty("modalias").GetString().ShouldBe("virtio:d00000001v00001AF4");
        behind.GetProperty("drivers")[0].GetProperty("name").GetString().ShouldBe("virtio_net");
    }

    [Fact]
    public void A_device_behind_that_nothing_drives_is_a_finding()
    {
        var (exitCode, output, _) = Explain("1af4:1042");

        exitCode.ShouldBe(1);
        output.ShouldContain("Nothing in");
        output.ShouldContain("drives virtio disk, vendor 1af4");
    }

    [Theory]
    [InlineData("pci:v00008086d00001533sv00008086sd00000001bc02sc00i00")]
    [InlineData("pci:v00008086d00001533sv*sd*bc*sc*i*")]
    [InlineData("\"pci:v00008086d00001533...\"")]
    [InlineData("8086:1533")]
    [InlineData("8086:1521:15d9:0001")]
    public void A_modalias_a_pattern_and_numbers_have_the_same_answer(string device) =>
        Explain(device).Output.ShouldStartWith("igb (in passthrough) drives ");

    [Fact]
    public void What_depends_on_a_number_that_was_left_out_is_a_finding_that_names_it()
    {
        var (exitCode, output, _) = Explain("8086:1521");

        exitCode.ShouldBe(1);
        output.ShouldContain("\n  igb (in passthrough): PCI 8086:1521");
        output.ShouldContain("subsystem 15d9:*");
        output.ShouldContain("cat /sys/bus/*/devices/*/modalias");
    }

    [Fact]
    public void What_nothing_drives_is_a_finding_with_a_way_out()
    {
        var (exitCode, output, _) = Explain("pci:v00001234d0000DEADsv00000000sd00000000bc03sc00i00");

        exitCode.ShouldBe(1);
        output.ShouldStartWith("Nothing in 6.12.0-test drives PCI 1234:dead");
        output.ShouldContain("--kernel");
    }

    [Fact]
    public void Numbers_of_a_usb_device_are_recognised_where_no_pci_device_has_them()
    {
        var (exitCode, output, _) = Explain("0bda:8153");

        exitCode.ShouldBe(1);
        output.ShouldContain("is driven by r8152 (in hardware): use usb:0bda:8153.");
        Explain("usb:0bda:8153").Output.ShouldStartWith("r8152 (in hardware) drives USB 0bda:8153");
    }

    [Fact]
    public void Numbers_left_open_mean_several_devices()
    {
        var (exitCode, output, _) = Explain("8086:*");

        exitCode.ShouldBe(0);
        output
            .ShouldContain("1 driver of 6.12.0-test names such devices.\n- passthrough: igb (2, such as 8086:1521)\n");
    }

    [Theory]
    [InlineData("acpi*:PNP0501:*")]
    [InlineData("acpi:PNP0501:")]
    public void Built_in_drivers_need_no_package(string device) =>
        Explain(device).Output.ShouldStartWith("8250 (built in) drives ACPI PNP0501");

    [Fact]
    public void Programs_get_the_driver_with_its_placement()
    {
        var answer = JsonDocument.Parse(Explain("8086:1533", "--json").Output).RootElement;

        answer.GetProperty("schema").GetString().ShouldBe("kernelsplit-device-1");
        answer.GetProperty("state").GetString().ShouldBe("module");
        answer.GetProperty("driven").GetBoolean().ShouldBeTrue();
        var driver = answer.GetProperty("drivers")[0];
        driver.GetProperty("package").GetString().ShouldBe("passthrough");
        driver.GetProperty("module").GetProperty("reason").GetProperty("rule").GetString().ShouldBe("map.yaml:10");
    }

    [Theory]
    [InlineData("15ad:zz", "not a device. Give a modalias")]
    [InlineData("usb:0bda:8153:1:2", "not a device. Give a modalias")]
    public void What_is_no_device_is_an_error_that_shows_the_forms(string device, string message)
    {
        var (exitCode, output, errors) = Explain(device);

        (exitCode, output).ShouldBe((2, ""));
        errors.ShouldContain(message);
    }

    [Fact]
    public void A_device_without_a_kernel_says_how_to_name_one() =>
        Command.Run(_directory.Path, "explain", "8086:1533").Errors
            .ShouldStartWith("--kernel: error KS0001: no kernel given, ");

    [Fact]
    public void A_plan_says_where_the_drivers_of_a_kernel_lie()
    {
        Command.Run(_directory.Path, "split", _tree.Path, "--map", "map.yaml").ExitCode.ShouldBe(0);

        var (exitCode, output, errors) = Command.Run(
            _directory.Path, "explain", "8086:1533", "--kernel", _tree.Path, "--plan", "plan.json");

        exitCode.ShouldBe(0, errors);
        output.ShouldStartWith("igb (in passthrough) drives ");
    }

    [Fact]
    public void A_module_needs_no_plan_where_a_kernel_and_a_map_are_named() =>
        Explain("helper").Output.ShouldStartWith(
            "helper is in core: vmxnet3 needs it, and a rule puts vmxnet3 there because every guest needs it");

    [Fact]
    public void Built_in_code_is_no_unknown_module() =>
        Explain("8250").Output.ShouldStartWith("8250 is built into the kernel image of 6.12.0-test, which is in core");

    [Fact]
    public void Why_not_tells_what_keeps_a_module_out_and_what_would_follow_it()
    {
        var (exitCode, output, errors) = Explain("igb", "--why-not", "core");

        exitCode.ShouldBe(0, errors);
        output.ShouldStartWith("igb isn't in core. igb is in passthrough: a rule puts it there because it can be "
            + "passed through (map.yaml:10)");
        output.ShouldContain("\n  igb, ");
        output.ShouldContain("core: 3 modules, ");
        output.ShouldContain("  extends: map.yaml\n  rules:\n    - {to: core, because: ..., when: {name: igb}}\n");
    }

    [Fact]
    public void Why_not_gives_programs_the_modules_and_bytes()
    {
        var answer = JsonDocument.Parse(Explain("--why-not", "passthrough", "vmxnet3", "--json").Output).RootElement;

        answer.GetProperty("schema").GetString().ShouldBe("kernelsplit-why-not-1");
        answer.GetProperty("possible").GetBoolean().ShouldBeTrue();
        var following = answer.GetProperty("following");
        following.GetProperty("modules").EnumerateArray().Select(module => module.GetProperty("module").GetString())
            .ShouldBe(["vmxnet3", "helper"]);
        following.GetProperty("size").GetInt64().ShouldBe(
            following.GetProperty("modules").EnumerateArray().Sum(module => module.GetProperty("size").GetInt64()));
    }

    [Theory]
    [InlineData("8086:1533", "--why-not needs a module name")]
    [InlineData("CONFIG_IGB", "--why-not needs a module name")]
    [InlineData("8250", "8250 is built into the kernel image")]
    [InlineData("igbb", "Did you mean \"igb\"?")]
    [InlineData("vmxnet3", "is in core already")]
    public void Why_not_asks_about_a_module_elsewhere(string what, string message)
    {
        var (exitCode, output, errors) = Explain(what, "--why-not", "core");

        (exitCode, output).ShouldBe((2, ""));
        errors.ShouldContain(message);
    }

    [Fact]
    public void Why_not_cannot_split_a_plan_once_more() =>
        Command.Run(_directory.Path, "explain", "igb", "--why-not", "core", "--plan", "plan.json").Errors
            .ShouldStartWith("--plan: error KS0001: a plan can't be split again");

    private (int ExitCode, string Output, string Errors) Explain(params string[] arguments) =>
        Command.Run(_directory.Path, ["explain", .. arguments, "--kernel", _tree.Path, "--map", "map.yaml"]);

    private void Add(string path, string[] modInfo, string[]? imports = null, string[]? exports = null) => _tree.Add(
        $"kernel/{path}.ko",
        new ElfModule { ModInfo = ["license=GPL", .. modInfo], Imports = imports ?? [], Exports = exports ?? [] });
}
