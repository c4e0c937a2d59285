using KernelSplit.Foundation;
using KernelSplit.Kconfig.Merging;
using KernelSplit.Modules;
using KernelSplit.Splitting.Support;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Tests.Splitting;

public sealed class SupportedKernelTests
{
    private const string NetworkCard = "virtio:d00000001v00001AF4";

    private static readonly Device Card = new("card", [NetworkCard], "", true, []) { Symbols = Needs("VIRTIO_NET") };

    private static readonly KernelModule Driver = Build.Module(
        "drivers/net/virtio_net", aliases: ["virtio:d00000001v*"]);

    [Fact]
    public void A_device_with_a_module_is_in_that_modules_package()
    {
        var cell = Kernel(Build.Tree(Driver), "CONFIG_VIRTIO_NET=m").Ask(Card);

        cell.State.ShouldBe(SupportState.Module);
        cell.Modules.ShouldBe(["virtio_net"]);
        cell.Packages.ShouldBe(["package-of-virtio_net"]);
    }

    [Fact]
    public void A_driver_in_the_image_is_found_by_its_symbol_because_it_does_not_say_what_it_drives() =>
        Kernel(Build.Tree(), "CONFIG_VIRTIO_NET=y").Ask(Card).State.ShouldBe(SupportState.BuiltIn);

    [Fact]
    public void What_is_missing_names_the_symbol_that_would_bring_it()
    {
        var cell = Kernel(Build.Tree(), "# CONFIG_VIRTIO_NET is not set").Ask(Card);

        cell.State.ShouldBe(SupportState.Missing);
        cell.Symbols.ShouldBe(["VIRTIO_NET"]);
    }

    [Fact]
    public void A_module_that_was_configured_and_was_not_given_is_not_here() =>
        Kernel(Build.Tree(), "CONFIG_VIRTIO_NET=m").Ask(Card).State.ShouldBe(SupportState.NotHere);

    [Fact]
    public void Each_form_of_a_device_needs_a_driver()
    {
        var twoForms = Card with
        {
            Modaliases = [NetworkCard, "virtio:d00000001v554D4551", "virtio:d00000099v00001AF4"],
        };

        Kernel(Build.Tree(Driver), "CONFIG_VIRTIO_NET=m").Ask(twoForms).State.ShouldBe(SupportState.NotHere);
    }

    [Fact]
    public void Without_a_config_nobody_knows_what_the_image_drives() =>
        Kernel(Build.Tree(), null).Ask(Card).State.ShouldBe(SupportState.Unknown);

    [Fact]
    public void Without_a_config_the_list_of_what_is_built_in_knows_modules_by_name()
    {
        var tree = new ModuleTree("6.12.0-test", [], [new BuiltInModule("loop", "drivers/block/loop", ModInfo.Empty)]);

        Kernel(tree, null).Ask("loop", Needs("BLK_DEV_LOOP")).State.ShouldBe(SupportState.BuiltIn);
        Kernel(tree, null).Ask("fuse", Needs("FUSE_FS")).Symbols.ShouldBe(["FUSE_FS"]);
    }

    [Fact]
    public void The_raw_bytes_of_a_port_are_no_keyboard()
    {
        var keyboard = new Device("keyboard", ["serio:ty06pr00id00ex00"], "", true, [])
        {
            Symbols = Needs("KEYBOARD_ATKBD"),
        };
        var tree = Build.Tree(Build.Module("drivers/input/serio/serio_raw", aliases: ["serio:ty06pr*id*ex*"]));

        Kernel(tree, "CONFIG_SERIO_RAW=m").Ask(keyboard).State.ShouldBe(SupportState.Missing);
    }

    [Fact]
    public void A_device_of_another_architecture_is_no_question()
    {
        var arm = Card with
        {
            Architectures = [Architecture.All.Single(architecture => architecture.Name == "aarch64")],
        };

        Kernel(Build.Tree(), "").Ask(arm).State.ShouldBe(SupportState.NotOnArchitecture);
    }

    [Theory]
    [InlineData("CONFIG_VIRTIO_NET=y", SupportState.BuiltIn)]
    [InlineData("CONFIG_VIRTIO_NET=m", SupportState.Module)]
    [InlineData("# CONFIG_VIRTIO_NET is not set", SupportState.Missing)]
    [InlineData("", SupportState.Missing)]
    public void A_config_alone_answers_by_the_symbol(string config, SupportState state) =>
        Kernel(null, config).Ask(Card).State.ShouldBe(state);

    [Fact]
    public void A_config_alone_says_nothing_of_a_device_whose_symbol_nobody_wrote_down() =>
        Kernel(null, "").Ask(Card with { Symbols = KconfigNeeds.Unknown }).State.ShouldBe(SupportState.Unknown);

    [Theory]
    [InlineData("CONFIG_KVM=y\nCONFIG_KVM_AMD=y", SupportState.BuiltIn, "KVM KVM_AMD")]
    [InlineData("CONFIG_KVM=y\nCONFIG_KVM_AMD=m", SupportState.Module, "KVM KVM_AMD")]
    [InlineData("CONFIG_KVM=y", SupportState.Missing, "KVM_INTEL | KVM_AMD")]
    [InlineData("CONFIG_KVM_AMD=m", SupportState.Missing, "KVM")]
    public void A_capability_takes_all_its_symbols_or_alternatives_of_them(
        string config, SupportState state, string symbols)
    {
        var nested = new Capability(
            "nested KVM", new KconfigNeeds([["KVM"], ["KVM_INTEL", "KVM_AMD"]]), ["kvm_amd"], "", []);

        var cell = Kernel(null, config).Ask(nested);

        (cell.State, string.Join(' ', cell.Symbols)).ShouldBe((state, symbols));
    }

    [Fact]
    public void A_capability_lies_where_its_module_lies_and_is_not_here_without()
    {
        var nested = new Capability("nested KVM", Needs("KVM_AMD"), ["kvm_amd"], "", []);

        Kernel(Build.Tree(Build.Module("arch/x86/kvm/kvm-amd")), "CONFIG_KVM_AMD=m")
            .Ask(nested).Packages.ShouldBe(["package-of-kvm_amd"]);
        Kernel(Build.Tree(Driver), "CONFIG_KVM_AMD=m").Ask(nested).State.ShouldBe(SupportState.NotHere);
    }

    [Fact]
    public void A_fragment_is_no_config() =>
        Should.Throw<InvalidInputException>(() => KernelConfig.ParseGiven("a.config", ["CONFIG_A=y"]))
            .Message.ShouldStartWith("a.config: error KS0001: not a kernel's .config");

    [Fact]
    public void A_line_that_is_none_of_a_config_is_named() =>
        Should.Throw<InvalidInputException>(() => Config("CONFIG_A=y\nCONFIG_B = y"))
            .Message.ShouldContain(".config:3: error KS0203: not a line of a .config file");

    [Fact]
    public void Both_sides_need_a_driver_and_a_device()
    {
        var cells = new[] { SupportState.BuiltIn, SupportState.Missing, SupportState.Unknown }
            .Select(state => new SupportCell(state, [], [], [])).ToList();

        SupportersOf(["nvme"]).ShouldBe([Supporters.Both, Supporters.OnlyVmm, null]);
        SupportersOf([]).ShouldBe([Supporters.OnlyKernel, Supporters.Neither, null]);
        SupportersOf(null).ShouldBe([null, null, null]);

        IEnumerable<Supporters?> SupportersOf(string[]? offered)
        {
            var row = new SupportRow(RowKind.Device, "d", true, cells, offered);
            return cells.Select(row.SupportersOf);
        }
    }

    private static KconfigNeeds Needs(string symbol) => new([[symbol]]);

    private static KernelConfig Config(string lines) =>
        KernelConfig.Parse(".config", ["# Linux/x86 6.12.0 Kernel Configuration", .. lines.Split('\n')]);

    private static SupportedKernel Kernel(ModuleTree? tree, string? config) => new(
        "k", "k", "6.12.0-test", tree, config is null ? null : Config($"{config}\nCONFIG_X86_64=y"),
        module => $"package-of-{module}");
}
