using System.Diagnostics;
using System.Text.Json;
using KernelSplit.Splitting.Solving;
using KernelSplit.Testing.Inputs;

namespace KernelSplit.Tests.Cli;

/// <summary><c>kernelsplit support</c> on kernels of one module, for a target of three devices.</summary>
public sealed class SupportCommandTests : IDisposable
{
    private const string Header = "#\n# Linux/x86 6.12.0 Kernel Configuration\n#\nCONFIG_X86_64=y\n";

    private readonly TempDirectory _directory = new();

    public SupportCommandTests()
    {
        _directory.Write("fragments/small/target.yaml", """
            name: small
            summary: Three devices
            devices:
              - {name: network card, modalias: "virtio:d00000001v00001AF4", symbol: VIRTIO_NET, qemu: virtio-net-pci, source: virtio 1.2}
              - {name: disk, modalias: "virtio:d00000002v00001AF4", symbol: VIRTIO_BLK, qemu: virtio-blk-pci}
              - {name: screen, modalias: "virtio:d00000010v00001AF4", symbol: DRM_VIRTIO_GPU, required: false, qemu: virtio-gpu-pci}
            modules: [veth, tun]
            capabilities:
              - {name: nested, symbols: [KVM, KVM_INTEL | KVM_AMD], modules: [kvm_intel, kvm_amd]}
            """);
        _directory.Write(
            "fragments/small/common.config",
            "# A disk.\nCONFIG_VIRTIO_BLK=m\n\n# not in the contract: for people who look\n# What is seen."
            + "\nCONFIG_FTRACE=y\n");
        _directory.Write("full.config", Header
            + "CONFIG_VIRTIO_NET=m\nCONFIG_VIRTIO_BLK=y\nCONFIG_KVM=m\nCONFIG_KVM_AMD=m\n");
        _directory.Write("poor.config", Header + "CONFIG_VIRTIO_NET=m\n");
        _directory.Write("qemu", """
            #!/bin/sh
            case "$*" in
              --version) echo "QEMU emulator version 9.9.9" ;;
              "-device help") echo 'name "virtio-gpu-pci", bus PCI'; echo 'name "virtio-net-pci", bus PCI' ;;
              "-machine help") echo "Supported machines are:" ;;
            esac
            """);
        Process.Start("chmod", ["+x", Path.Combine(_directory.Path, "qemu")]).WaitForExit();
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Each_config_is_a_column_and_what_is_missing_names_its_symbol()
    {
        var (_, output, errors) = Run("full.config", "poor.config", "--target", "small", "--markdown");

        errors.ShouldBeEmpty();
        output.ShouldContain("|  | full.config | poor.config |\n");
        output.ShouldContain("| network card | module | module |\n");
        output.ShouldContain("| disk | built in | missing: CONFIG\\_VIRTIO\\_BLK |\n");
        output.ShouldContain(
            "| screen (optional) | missing: CONFIG\\_DRM\\_VIRTIO\\_GPU | missing: CONFIG\\_DRM\\_VIRTIO\\_GPU |\n");
        output.ShouldContain(
            "| + nested | module | missing: CONFIG\\_KVM, CONFIG\\_KVM\\_INTEL or CONFIG\\_KVM\\_AMD |\n");
    }

    [Theory]
    [InlineData("full.config", 0)]
    [InlineData("poor.config", 1)]
    public void A_target_that_is_named_decides_about_the_exit_code(string config, int exitCode) =>
        Run(config, "--target", "small").ExitCode.ShouldBe(exitCode);

    [Fact]
    public void Without_a_target_nothing_was_asked_for_and_nothing_is_a_finding()
    {
        var (exitCode, output, _) = Run("poor.config");

        exitCode.ShouldBe(0);
        output.ShouldContain("kvm: Guests of KVM");
    }

    [Fact]
    public void A_tree_says_its_own_config_and_a_map_says_the_package()
    {
        using var tree = Tree();
        _directory.Write("map.yaml", """
            version: 1
            name: two
            packages:
              - {name: core, summary: Core}
              - {name: extra, summary: Extra, requires: [core], default: true}
            rules:
              - {to: core, because: it is a network card, when: {name: virtio_net}}
            """);

        var answers = Json(tree.Path, "--target", "small", "--map", "map.yaml");

        answers.GetProperty("schema").GetString().ShouldBe("kernelsplit-support-1");
        answers.GetProperty("kernels")[0].GetProperty("release").GetString().ShouldBe(ModuleDirectory.Release);
        Cell(answers, "network card").GetProperty("packages")[0].GetString().ShouldBe("core");
        Cell(answers, "veth").GetProperty("packages")[0].GetString().ShouldBe("extra");
        Cell(answers, "disk").GetProperty("state").GetString().ShouldBe("built-in");
        Cell(answers, "tun").GetProperty("state").GetString().ShouldBe("unknown");
        answers.GetProperty("targets")[0].GetProperty("lacking")[0].GetInt32().ShouldBe(0);
    }

    [Fact]
    public void The_directory_of_a_release_has_its_config_in_boot()
    {
        using var tree = Tree();

        Cell(
            Json(Path.Combine(tree.Path, "lib/modules", ModuleDirectory.Release), "--target", "small"),
            "disk").GetProperty("state").GetString().ShouldBe("built-in");
    }

    [Fact]
    public void A_config_with_the_name_of_a_release_is_that_of_its_modules()
    {
        using var tree = Tree();
        var config = $"config-{ModuleDirectory.Release}";
        File.Move(Path.Combine(tree.Path, "boot", config), Path.Combine(_directory.Path, config));

        var answers = Json(tree.Path, "poor.config", config, "--target", "small");

        answers.GetProperty("kernels").EnumerateArray().Select(kernel => kernel.GetProperty("config").GetString())
            .ShouldBe([config, "poor.config"]);
        Cell(answers, "disk").GetProperty("state").GetString().ShouldBe("built-in");
        Cell(answers, "veth").GetProperty("state").GetString().ShouldBe("module");
    }

    [Fact]
    public void The_plan_of_a_kernel_says_its_packages()
    {
        using var tree = Tree();
        _directory.Write("plan.json", Plan(ModuleDirectory.Release, "virtio_net", "veth"));

        var answers = Json(tree.Path, "plan.json", "--target", "small");

        answers.GetProperty("kernels").GetArrayLength().ShouldBe(1);
        Cell(answers, "veth").GetProperty("packages")[0].GetString().ShouldBe("of_veth");
    }

    [Fact]
    public void A_plan_needs_the_kernel_that_it_splits()
    {
        using var tree = Tree();
        _directory.Write("other.json", Plan("6.13.0", "virtio_net", "veth"));
        _directory.Write("less.json", Plan(ModuleDirectory.Release, "veth"));
        _directory.Write("plan.json", "{\n \"schema\": ");
        _directory.Write("summary.json", "{\"schema\": \"kernelsplit-summary-1\"}");

        Run("other.json", "full.config").Errors.ShouldStartWith(
            "other.json: error KS0001: the plan of 6.13.0, but no kernel of that release is given");
        Run("less.json", tree.Path).Errors.ShouldContain("less.json: error KS0001: doesn't know virtio_net");
        Run("plan.json", tree.Path).Errors.ShouldStartWith("plan.json:2: error KS0001: no plan");
        Run("summary.json", tree.Path).Errors.ShouldStartWith("summary.json: error KS0001: no plan");
        Run("summary.json", tree.Path).ExitCode.ShouldBe(2);
    }

    [Fact]
    public void What_is_no_terminal_gets_no_colours() =>
        Run("poor.config", "--target", "small").Output.ShouldNotContain('\x1B');

    [Fact]
    public void The_rpms_of_a_release_are_one_kernel_and_each_module_is_in_its_rpm()
    {
        var modules = $"/lib/modules/{ModuleDirectory.Release}/";
        var core = WriteRpm(
            "core.rpm",
            "kernel-core",
            new RpmV6File(
                modules, "config",
                System.Text.Encoding.UTF8.GetBytes(Header + "CONFIG_VIRTIO_NET=m\nCONFIG_VIRTIO_BLK=m\n")));
        var drivers = WriteRpm(
            "modules.rpm", "kernel-modules",
            new RpmV6File($"{modules}kernel/drivers/net/", "virtio_net.ko", NetworkDriver()));
        var other = WriteRpm("tools.rpm", "perf", new RpmV6File("/usr/bin/", "perf", [1]));

        var (exitCode, output, errors) = Run(core, drivers, other, "--target", "small", "--json");

        exitCode.ShouldBe(1);
        errors.ShouldContain("tools.rpm: warning KS0001: skipped: no file of a kernel below lib/modules");
        var answers = JsonDocument.Parse(output).RootElement;
        answers.GetProperty("kernels").GetArrayLength().ShouldBe(1);
        Cell(answers, "network card").GetProperty("packages")[0].GetString().ShouldBe("kernel-modules");
        Cell(answers, "disk").GetProperty("state").GetString().ShouldBe("not-here");
    }

    [Fact]
    public void A_deb_has_its_package_by_its_own_words()
    {
        var deb = Path.Combine(_directory.Path, "renamed.deb");
        File.WriteAllBytes(deb, Package.Deb("data.tar", Package.Tar(
            new PackedFile($"./boot/config-{ModuleDirectory.Release}", System.Text.Encoding.UTF8.GetBytes(Header)),
            new PackedFile(
                $"./lib/modules/{ModuleDirectory.Release}/kernel/drivers/net/virtio_net.ko", NetworkDriver())),
            control: "Package: linux-image-small\nVersion: 1\n"));

        Cell(Json(deb, "--target", "small"), "network card").GetProperty(
            "packages")[0].GetString().ShouldBe("linux-image-small");
    }

    [Fact]
    public void A_QEMU_is_asked_what_it_has_of_the_target()
    {
        var answers = Json("full.config", "--target", "small", "--vmm", "./qemu");

        answers.GetProperty("vmm").GetProperty("version").GetString().ShouldBe("9.9.9");
        Cell(answers, "network card").GetProperty("supportedBy").GetString().ShouldBe("both");
        Cell(answers, "disk").GetProperty("supportedBy").GetString().ShouldBe("kernel");
        Cell(answers, "screen").GetProperty("supportedBy").GetString().ShouldBe("vmm");
    }

    [Theory]
    [InlineData("no-such-qemu", "no-such-qemu: error KS0001: no such program")]
    [InlineData("cat", "cat: error KS0001: not QEMU: unexpected output of --version")]
    [InlineData("false", "false: error KS0001: --version failed")]
    [InlineData("./poor.config", "./poor.config: error KS0001: --version failed")]
    public void What_is_no_QEMU_is_named(string program, string message)
    {
        var (exitCode, output, errors) = Run("full.config", "--vmm", program);

        exitCode.ShouldBe(2);
        output.ShouldBeEmpty();
        errors.ShouldStartWith(message);
    }

    [Theory]
    [InlineData("missing.config", "missing.config: error KS0001: no such file or directory")]
    [InlineData("fragments/small/target.yaml", "fragments/small/target.yaml: error KS0001: ")]
    [InlineData("fragment.config", "fragment.config: error KS0001: not a kernel's .config")]
    [InlineData("empty", "empty: error KS0001: empty, or not a regular file")]
    public void What_is_no_kernel_is_named(string input, string message)
    {
        _directory.Write("fragment.config", "# Network\nCONFIG_NET=y\n");
        _directory.Write("empty", "");

        var (exitCode, _, errors) = Run(input);

        exitCode.ShouldBe(2);
        errors.ShouldStartWith(message);
        errors.ShouldNotContain("   at ");
    }

    [Fact]
    public void An_unknown_target_gets_the_near_one() =>
        Run("full.config", "--target", "smal").Errors.ShouldContain("no such target. Did you mean \"small\"?");

    [Fact]
    public void Targets_are_listed_and_told_in_full()
    {
        Command.Run(_directory.Path, "targets").Output.ShouldContain("Three devices");

        var output = Command.Run(_directory.Path, "targets", "small").Output;

        output.ShouldContain(
            "required      network card  CONFIG_VIRTIO_NET\n                virtio:d00000001v00001AF4\n          "
            + "      QEMU: virtio-net-pci\n                from: virtio 1.2\n");
        output.ShouldContain("optional      screen  CONFIG_DRM_VIRTIO_GPU\n");
        output.ShouldContain("modules       veth\n              tun\n");
        output.ShouldContain("capabilities  nested  CONFIG_KVM, CONFIG_KVM_INTEL or CONFIG_KVM_AMD\n");
        output.ShouldEndWith("not required  for people who look (common.config)\n                CONFIG_FTRACE\n");
    }

    [Fact]
    public void Targets_are_there_for_programs()
    {
        var document = JsonDocument.Parse(
            Command.Run(_directory.Path, "targets", "--json", "small").Output).RootElement;

        document.GetProperty("schema").GetString().ShouldBe("kernelsplit-targets-1");
        var target = document.GetProperty("targets").EnumerateArray().ShouldHaveSingleItem();
        target.GetProperty("devices").GetArrayLength().ShouldBe(3);
        target.GetProperty("devices")[2].GetProperty("required").GetBoolean().ShouldBeFalse();
        target.GetProperty("notRequired")[0].GetProperty("symbols")[0].GetString().ShouldBe("FTRACE");
    }

    private static string Plan(string release, params string[] modules) => PlanFile.Write(new Plan(
        release, "small",
        [
            .. modules.Select(module =>
                new KernelSplit.Splitting.Maps.Package($"of_{module}", "A module.", "A module.", [], IsDefault: false)),
        ],
        [
            .. modules.Select(module => new Placement(
                module, $"kernel/drivers/net/{module}.ko", 1, $"of_{module}", Reason.Packaged, [])),
        ],
        []));

    private static byte[] NetworkDriver() => new ElfModule
    {
        ModInfo = ["license=GPL", "alias=virtio:d00000001v*"],
    }.ToBytes();

    private static ModuleDirectory Tree()
    {
        var tree = new ModuleDirectory()
            .Add("kernel/drivers/net/virtio_net.ko", NetworkDriver())
            .Add("kernel/drivers/net/veth.ko", new ElfModule());
        tree.WriteFile(
            $"boot/config-{ModuleDirectory.Release}",
            System.Text.Encoding.UTF8.GetBytes(Header + "CONFIG_VIRTIO_NET=m\nCONFIG_VIRTIO_BLK=y\n"));
        return tree;
    }

    private static JsonElement Cell(JsonElement answers, string row) => answers.GetProperty("targets").EnumerateArray()
        .SelectMany(target => target.GetProperty("rows").EnumerateArray())
        .Single(found => found.GetProperty("name").GetString() == row)
        .GetProperty("kernels")[0];

    private string WriteRpm(string file, string name, params RpmV6File[] files)
    {
        var path = Path.Combine(_directory.Path, file);
        File.WriteAllBytes(path, RpmV6.WriteNamed(name, "x86_64", files));
        return path;
    }

    private JsonElement Json(params string[] arguments)
    {
        var (_, output, errors) = Run([.. arguments, "--json"]);
        output.ShouldNotBeEmpty(errors);
        return JsonDocument.Parse(output).RootElement;
    }

    private (int ExitCode, string Output, string Errors) Run(params string[] arguments) =>
        Command.Run(_directory.Path, ["support", .. arguments]);
}
