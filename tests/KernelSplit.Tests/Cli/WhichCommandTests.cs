using System.Text.Json;
using KernelSplit.Testing.Inputs;

namespace KernelSplit.Tests.Cli;

/// <summary><c>kernelsplit which</c> for a kernel of two packages.</summary>
public sealed class WhichCommandTests : IDisposable
{
    private const string Igb = "pci:v00008086d00001533sv00000000sd00000000bc02sc00i00";
    private const string Virtio = "virtio:d00000001v00001AF4";
    private const string Nobody = "pci:v00001234d000011E8sv00001AF4sd00001100bc00scFFi00";

    private static readonly byte[] VirtioNet = new ElfModule
    {
        ModInfo = ["license=GPL", "alias=virtio:d00000001v*"],
    }.ToBytes();
    private static readonly byte[] IgbDriver = new ElfModule
    {
        ModInfo = ["license=GPL", "alias=pci:v00008086d00001533sv*sd*bc*sc*i*"],
    }.ToBytes();

    private readonly TempDirectory _directory = new();

    public WhichCommandTests()
    {
        Directory.CreateDirectory(Path.Combine(_directory.Path, "out/rpm"));
        WriteRpm(
            "core",
            new RpmV6File("/lib/modules/6.12/kernel/", "virtio_net.ko", VirtioNet, Inode: 1),
            new RpmV6File(
                "/lib/modules/6.12/", "modules.builtin", "kernel/drivers/virtio/virtio_pci.ko\n"u8.ToArray(),
                Inode: 2));
        WriteRpm("sriov", new RpmV6File("/lib/modules/6.12/kernel/", "igb.ko", IgbDriver));
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_verdict_comes_first_and_the_command_last()
    {
        var (exitCode, output, _) = Ask(
            $"{Igb}\n{Virtio}\npci:v00001AF4d00001041sv00001AF4sd00001100bc02sc00i00\n", "--for", "dnf");

        exitCode.ShouldBe(0);
        var lines = output.TrimEnd().Split('\n');
        lines[0].ShouldBe("3 devices: 2 driven by kernel-cloud-core, 1 needs kernel-cloud-sriov");
        lines[^1].ShouldStartWith("install: sudo dnf install ");
        lines[^1].ShouldEndWith(" kernel-cloud-core kernel-cloud-sriov");
        output.ShouldContain("igb         kernel-cloud-sriov\n");
        output.ShouldContain("virtio_pci  built in\n");
        output.ShouldNotContain("\u001b");
    }

    [Fact]
    public void The_command_is_the_named_package_managers() =>
        Ask(Virtio, "--for", "zypper").Output.ShouldContain("install: sudo zypper --non-interactive install ");

    [Fact]
    public void For_a_package_manager_that_cannot_install_the_packages_there_is_no_command()
    {
        var (_, output, errors) = Ask(Virtio, "--for", "apt");

        output.ShouldEndWith("\npackages: kernel-cloud-core\n");
        errors.ShouldContain("these are .rpm; choose another package manager with --for");
    }

    [Fact]
    public void A_device_that_nothing_drives_is_a_finding()
    {
        var (exitCode, output, _) = Ask($"{Virtio}\n{Nobody}\n");

        exitCode.ShouldBe(1);
        output.ShouldStartWith("2 devices: 1 driven by kernel-cloud-core, 1 has no driver\n");
        output.ShouldContain("no driver");
    }

    [Fact]
    public void Equal_rows_are_one() => Ask("acpi:PNP0C0F:\nacpi:PNP0C0F:\nacpi:PNP0C0F:\n").Output.ShouldContain("+2");

    [Fact]
    public void What_was_not_understood_is_a_warning_with_its_line()
    {
        var (exitCode, output, errors) = Ask($"{Virtio}\nwhat is this\n");

        exitCode.ShouldBe(0);
        errors.ShouldContain("standard input:2: warning KS0308: not understood: what is this\n");
        output.ShouldStartWith("1 device: 1 driven by kernel-cloud-core, 1 more not understood\n");
    }

    [Fact]
    public void Of_many_lines_that_were_not_understood_some_are_shown_and_all_are_counted()
    {
        var (_, output, errors) = Ask(string.Concat(Enumerable.Repeat("nonsense\n", 1000)) + Virtio);

        errors.Split('\n').Length.ShouldBeLessThan(60);
        errors.ShouldContain("950 more lines could not be parsed");
        output.ShouldContain("1000 more not understood");
    }

    [Fact]
    public void Json_has_all_of_it()
    {
        var (_, output, _) = Ask($"{Igb}\n{Nobody}\nnonsense\n", "--for", "zypper", "--json");

        var answer = JsonDocument.Parse(output).RootElement;
        answer.GetProperty("schema").GetString().ShouldBe("kernelsplit-which-1");
        answer.GetProperty("release").GetString().ShouldBe("6.12");
        answer.GetProperty("packages").EnumerateArray().Select(name => name.GetString()).ShouldBe(
            ["kernel-cloud-core", "kernel-cloud-sriov"]);
        answer.GetProperty("install").GetString().ShouldNotBeNull().ShouldEndWith(
            " kernel-cloud-core kernel-cloud-sriov");
        answer.GetProperty(
            "devices")[0].GetProperty("drivers")[0].GetProperty("package").GetString().ShouldBe("kernel-cloud-sriov");
        answer.GetProperty("devices").EnumerateArray().Select(device => device.GetProperty("state").GetString())
            .ShouldBe(["module", "missing"]);
        answer.GetProperty("notUnderstood")[0].GetProperty("line").GetInt32().ShouldBe(3);
    }

    [Fact]
    public void A_domain_is_recognised_by_its_content() =>
        Ask("<domain><devices><interface><model type='virtio'/></interface></devices></domain>").Output
            .ShouldStartWith("2 devices: 2 driven by kernel-cloud-core\n");

    [Fact]
    public void Several_listings_are_one_machine()
    {
        _directory.Write("a.txt", "00:03.0 Ethernet controller [0200]: Intel Corporation I210 [8086:1533] (rev 03)\n");
        _directory.Write("b.txt", Virtio);

        var (exitCode, output, _) = Run("a.txt", "b.txt", "--kernel", "out/rpm");

        exitCode.ShouldBe(0);
        output.ShouldContain("8086:1533  Intel Corporation I210");
        output.ShouldStartWith("2 devices: 1 driven by kernel-cloud-core, 1 needs kernel-cloud-sriov\n");
    }

    [Fact]
    public void Escapes_in_a_listing_do_not_reach_the_terminal() =>
        Ask("Bus 001 Device 002: ID 0bda:8153 \u001b[31mRed\n").Output.ShouldContain("\\x1b[31mRed");

    [Fact]
    public void In_a_project_the_packages_of_its_last_run_are_taken()
    {
        _directory.Write("kernelsplit.yaml", "name: kernel-cloud\ntargets: [kvm]\n");

        Command.RunWithInput(_directory.Path, Igb, "which", "-").Output.ShouldContain("kernel-cloud-sriov");
    }

    [Fact]
    public void A_plan_says_where_the_modules_of_a_tree_lie()
    {
        using var tree = new ModuleDirectory().Add("kernel/igb.ko", IgbDriver).Add("kernel/virtio_net.ko", VirtioNet);
        // Rules of cloud.yaml match nothing of so small a kernel.
        Command.Run(_directory.Path, "split", tree.Path, "--force").ExitCode.ShouldBe(1);

        var (exitCode, output, _) = Command.RunWithInput(
            _directory.Path, Igb, "which", "-", "--kernel", tree.Path, "--plan", "plan.json");

        exitCode.ShouldBe(0);
        output.ShouldContain("1 device: 1 needs ");
        // Short names are none that a package manager knows.
        output.ShouldContain("\npackages: core ");
    }

    [Fact]
    public void A_plan_of_another_kernel_is_refused()
    {
        using var tree = new ModuleDirectory().Add("kernel/igb.ko", IgbDriver);
        // Rules of cloud.yaml match nothing of so small a kernel.
        Command.Run(_directory.Path, "split", tree.Path, "--force").ExitCode.ShouldBe(1);

        var (exitCode, _, errors) = Ask(Igb, "--plan", "plan.json");

        exitCode.ShouldBe(2);
        errors.ShouldContain("plan.json: error KS0001: a plan for 6.12.0-test, the kernel is 6.12");
    }

    [Fact]
    public void Without_a_kernel_it_says_how_to_name_one()
    {
        var (exitCode, _, errors) = Command.RunWithInput(_directory.Path, Igb, "which", "-");

        exitCode.ShouldBe(2);
        errors.ShouldStartWith("--kernel: error KS0001: no kernel given, ");
    }

    [Theory]
    [InlineData("empty.txt", "")]
    [InlineData("blank.txt", "\n\n")]
    [InlineData("text.txt", "Dear all,\nthis is no listing.\n")]
    [InlineData("binary.txt", "\u007fELF\u0002\u0001\u0001\0\0\0\0\n\0\u0001")]
    [InlineData("broken.xml", "<domain><devices>")]
    [InlineData("other.xml", "<html/>")]
    [InlineData("lspci.txt", "00:03.0 Ethernet controller: Intel Corporation I210 (rev 03)\n")]
    public void A_listing_without_a_device_is_an_error_that_names_it(string file, string content)
    {
        _directory.Write(file, content);

        var (exitCode, output, errors) = Run(file, "--kernel", "out/rpm");

        exitCode.ShouldBe(2);
        output.ShouldBeEmpty();
        errors.ShouldStartWith(file);
        errors.ShouldNotContain("   at ");
    }

    [Fact]
    public void A_line_of_ten_megabytes_is_an_error_within_seconds()
    {
        _directory.Write("long.txt", new string('x', 10_000_000));

        var (exitCode, _, errors) = Run("long.txt", "--kernel", "out/rpm");

        exitCode.ShouldBe(2);
        errors.ShouldStartWith("long.txt: error KS0001: longer than ");
    }

    [Theory]
    [InlineData("missing.txt", "missing.txt: error KS0001: no such file")]
    [InlineData("out", "out: error KS0001: is a directory, not a device listing")]
    public void A_missing_listing_is_named(string file, string error)
    {
        var (exitCode, _, errors) = Run(file, "--kernel", "out/rpm");

        exitCode.ShouldBe(2);
        errors.ShouldContain(error);
    }

    [Fact]
    public void A_missing_kernel_is_named() =>
        Ask(Igb, "--kernel", "missing.rpm").Errors
            .ShouldContain("missing.rpm: error KS0001: no such file or directory");

    [Fact]
    public void Completion_knows_the_package_managers() =>
        Command.Run(_directory.Path, "[suggest:12]", "which --for ").Output.Split('\n')
            .ShouldBe(["apt", "dnf", "zypper", ""], ignoreOrder: true);

    private (int ExitCode, string Output, string Errors) Ask(string listing, params string[] options) =>
        Command.RunWithInput(_directory.Path, listing, ["which", "-", "--kernel", "out/rpm", .. options]);

    private (int ExitCode, string Output, string Errors) Run(params string[] arguments) =>
        Command.Run(_directory.Path, ["which", .. arguments]);

    private void WriteRpm(string name, params RpmV6File[] files) =>
        File.WriteAllBytes(
            Path.Combine(_directory.Path, "out/rpm", $"{name}.rpm"),
            RpmV6.WriteNamed($"kernel-cloud-{name}", "x86_64", files));
}
