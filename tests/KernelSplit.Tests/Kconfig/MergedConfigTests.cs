using KernelSplit.Foundation;
using KernelSplit.Kconfig.Merging;

namespace KernelSplit.Tests.Kconfig;

public sealed class MergedConfigTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Two_values_for_a_symbol_are_a_conflict_that_names_both_places()
    {
        var first = _directory.Write("base.config", "CONFIG_NET=y\nCONFIG_VIRTIO_NET=y\n");
        var second = _directory.Write("kvm.config", "# NICs\nCONFIG_VIRTIO_NET=m\n");

        Should.Throw<InvalidInputException>(() => MergedConfig.Read([first, second])).Message.ShouldBe(
            $"{second}:2: error KS0204: CONFIG_VIRTIO_NET is set more than once: old value y ({first}:2), new value m. "
            + "Remove one of them, or give a reason above the later one: \"# override: <reason>\"");
    }

    [Fact]
    public void A_line_with_an_override_comment_wins()
    {
        var first = _directory.Write("base.config", "CONFIG_NET=y\nCONFIG_VIRTIO_NET=y\n");
        var second = _directory.Write("kvm.config", "# override: one image for all\nCONFIG_VIRTIO_NET=m\n");

        var merged = MergedConfig.Read([first, second]);

        merged.RequestedValues.Select(r => r.ToConfigLine()).ShouldBe(["CONFIG_NET=y", "CONFIG_VIRTIO_NET=m"]);
        var (earlier, later) = merged.Overridden.ShouldHaveSingleItem();
        earlier.Line.ShouldBe(2);
        later.OverrideReason.ShouldBe("one image for all");
    }

    [Fact]
    public void An_override_comment_applies_to_its_paragraph_only()
    {
        var first = _directory.Write("base.config", "CONFIG_A=y\nCONFIG_B=y\n");
        var second = _directory.Write("kvm.config", "# override: why\nCONFIG_A=m\n\nCONFIG_B=m\n");

        Should.Throw<InvalidInputException>(() =>
            MergedConfig.Read([first, second])).Diagnostics.ShouldHaveSingleItem().Line.ShouldBe(4);
    }

    [Fact]
    public void Fragments_can_be_merged_as_merge_config_does()
    {
        var first = _directory.Write("base.config", "CONFIG_NET=y\n");
        var second = _directory.Write("kvm.config", "# CONFIG_NET is not set\n");

        MergedConfig.Read([first, second], lastWins: true).RequestedValues.ShouldHaveSingleItem().Value.ShouldBe("n");
    }

    [Fact]
    public void Requesting_the_same_value_twice_is_no_conflict()
    {
        var first = _directory.Write("a.config", "CONFIG_NET=y\n");
        var second = _directory.Write("b.config", "CONFIG_NET=y\n");

        MergedConfig.Read([first, second]).RequestedValues.ShouldHaveSingleItem().File.ShouldBe(second);
    }

    [Fact]
    public void All_lines_that_kbuild_would_skip_are_reported_at_once()
    {
        var fragment = _directory.Write("a.config", "CONFIG_NET = y\n CONFIG_PCI=y\nCONFIG_X=maybe\n# a comment\n\n");

        var problems = Should.Throw<InvalidInputException>(() => MergedConfig.Read([fragment])).Diagnostics;

        problems.Select(p => p.Line).ShouldBe([1, 2, 3]);
        problems[0].Hint.ShouldBe("Write CONFIG_NET=y, at the start of the line and without spaces");
    }

    [Theory]
    [InlineData("# CONFIG_KGDB=y")]
    [InlineData("#CONFIG_KGDB=y")]
    [InlineData("# CONFIG_RPCSEC_GSS_KRB5 needs more than this")]
    [InlineData("# CONFIG_A and CONFIG_B are not set here")]
    [InlineData("# CONFIG_")]
    [InlineData("## CONFIG_X")]
    public void A_comment_is_a_comment(string line)
    {
        var fragment = _directory.Write("a.config", $"CONFIG_NET=y\n{line}\n");

        var merged = MergedConfig.Read([fragment]);

        merged.Warnings.ShouldBeEmpty();
        merged.RequestedValues.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("## CONFIG_MULTIUSER is not set")]
    [InlineData("  # CONFIG_MULTIUSER is not set")]
    [InlineData("#CONFIG_MULTIUSER is not set")]
    [InlineData("#  CONFIG_MULTIUSER is not set")]
    [InlineData("# CONFIG_MULTIUSER is  not set")]
    [InlineData("# CONFIG_MULTIUSER not set")]
    [InlineData("# CONFIG_MULTIUSER=n is not set")]
    [InlineData("# CONFIG_MULTIUSER Is Not Set")]
    [InlineData("# CONFIG_MULTIUSER is unset")]
    [InlineData("# CONFIG_MULTIUSER isn't set")]
    [InlineData("# config_multiuser is not set")]
    [InlineData("# MULTIUSER is not set")]
    public void A_comment_that_nearly_unsets_a_symbol_gives_a_warning(string line)
    {
        var fragment = _directory.Write("a.config", $"CONFIG_NET=y\n{line}\n");

        var warning = MergedConfig.Read([fragment]).Warnings.ShouldHaveSingleItem();

        warning.Line.ShouldBe(2);
        warning.Hint.ShouldBe("Write \"# CONFIG_MULTIUSER is not set\"");
    }

    [Theory]
    [InlineData("# CONFIG_MULTIUSER is not set by default")]
    [InlineData("# CONFIG_MULTIUSER is not set.")]
    [InlineData("#\tCONFIG_MULTIUSER is not set")]
    public void A_comment_that_some_kernels_read_as_a_value_is_an_error(string line)
    {
        var fragment = _directory.Write("a.config", $"CONFIG_NET=y\n{line}\n");

        Should.Throw<InvalidInputException>(() => MergedConfig.Read([fragment])).Diagnostics
            .ShouldHaveSingleItem().Line.ShouldBe(2);
    }

    // Forms of lines that Android, Firecracker, Flatcar, LinuxKit, Talos, VyOS and Yocto have in theirs.
    [Theory]
    [InlineData("### CONFIG_INET_LRO is not set # TODO remove", null)]
    [InlineData("# CONFIG_KGDB=y", null)]
    [InlineData("# CONFIG_RPCSEC_GSS_KRB5 requires older ciphers", null)]
    [InlineData("# the default is not set", null)]
    [InlineData("## OPTIONS FOR DEBUGGING ##", null)]
    [InlineData("# Linux/x86 6.12.34 Kernel Configuration", null)]
    [InlineData("# end of Processor type and features", null)]
    [InlineData("CONFIG_NET=y\t ", "CONFIG_NET=y")]
    [InlineData("# CONFIG_SWAP is not set  ", "CONFIG_SWAP=n")]
    [InlineData("CONFIG_EXPERT=n", "CONFIG_EXPERT=n")]
    [InlineData("CONFIG_LOG_BUF_SHIFT=18\r", "CONFIG_LOG_BUF_SHIFT=18")]
    [InlineData("CONFIG_PHYSICAL_START=0x1000000", "CONFIG_PHYSICAL_START=0x1000000")]
    [InlineData("CONFIG_DEFAULT_MMAP_MIN_ADDR=-1", "CONFIG_DEFAULT_MMAP_MIN_ADDR=-1")]
    [InlineData("CONFIG_LOCALVERSION=\"\"", "CONFIG_LOCALVERSION=\"\"")]
    [InlineData("CONFIG_CMDLINE=\"a=1 b # c\"", "CONFIG_CMDLINE=\"a=1 b # c\"")]
    [InlineData("CONFIG_EXTRA=\"say \\\"hi\\\"\"", "CONFIG_EXTRA=\"say \\\"hi\\\"\"")]
    public void Lines_of_public_fragments_are_read_without_a_word(string line, string? value)
    {
        var merged = MergedConfig.Read([_directory.Write("a.config", line + "\n")]);

        merged.Warnings.ShouldBeEmpty();
        merged.RequestedValues.Select(requested => requested.ToString()).ShouldBe(value is null ? [] : [value]);
    }

    [Theory]
    [InlineData("CONFIG_NET=y # needed by all", "CONFIG_NET=y")]
    [InlineData("CONFIG_NET=m\t# needed", "CONFIG_NET=m")]
    public void A_comment_behind_a_value_is_read_as_kbuild_does_with_a_warning(string line, string value)
    {
        var merged = MergedConfig.Read([_directory.Write("a.config", line + "\n")]);

        merged.Warnings.ShouldHaveSingleItem().Hint.ShouldBe("Put the comment on a line of its own");
        merged.RequestedValues.ShouldHaveSingleItem().ToString().ShouldBe(value);
    }

    [Theory]
    [InlineData("CONFIG_NET=Y", "Write CONFIG_NET=y, ")]
    [InlineData("CONFIG_NET=yes", "Write CONFIG_NET=y, ")]
    [InlineData("CONFIG_NET=Module", "Write CONFIG_NET=m, ")]
    [InlineData("CONFIG_NET='no'", "Write CONFIG_NET=n, ")]
    [InlineData("NET=m", "Write CONFIG_NET=m, ")]
    [InlineData("CONFIG_NET = y", "Write CONFIG_NET=y, ")]
    [InlineData(" CONFIG_HZ=1000", "Write CONFIG_HZ=1000, ")]
    [InlineData("CONFIG_DEFAULT_HOSTNAME=host", "Write CONFIG_DEFAULT_HOSTNAME=\"host\", ")]
    [InlineData("CONFIG_DEFAULT_HOSTNAME='host'", "Write CONFIG_DEFAULT_HOSTNAME=\"host\", ")]
    [InlineData("CONFIG_UEVENT_HELPER_PATH=", "Write CONFIG_UEVENT_HELPER_PATH=\"\", ")]
    [InlineData("CONFIG_NET=y;", "Write CONFIG_NET=y, ")]
    [InlineData("CONFIG_NET:=m", "Write CONFIG_NET=m, ")]
    [InlineData("CONFIG_NET==y", "Write CONFIG_NET=y, ")]
    [InlineData("export CONFIG_NET=y", "Write CONFIG_NET=y, ")]
    [InlineData("config_net=y", "Write CONFIG_NET=y, ")]
    [InlineData("CONFIG_CMDLINE=console=ttyS0", "Write CONFIG_CMDLINE=\"console=ttyS0\", ")]
    [InlineData("CONFIG_NET is not set", "Write \"# CONFIG_NET is not set\"")]
    [InlineData("<<<<<<< HEAD", "Write CONFIG_X=value or ")]
    public void A_line_without_a_value_is_an_error_that_says_how_to_write_it(string line, string hint) =>
        Should.Throw<InvalidInputException>(() => MergedConfig.Read([_directory.Write("a.config", line + "\n")]))
            .Diagnostics.ShouldHaveSingleItem().Hint!.ShouldStartWith(hint);

    [Fact]
    public void A_list_of_fragments_is_refused_once() =>
        Should.Throw<InvalidInputException>(() => MergedConfig.Read(
            [_directory.Write("a.scc", "define KARCH x86_64\nkconf hardware a.cfg\npatch 0001.patch\n")]))
            .Diagnostics.ShouldHaveSingleItem().Hint.ShouldBe("Give the .cfg files that its kconf lines name");

    [Fact]
    public void A_missing_fragment_is_reported() =>
        Should.Throw<InvalidInputException>(() => MergedConfig.Read(["no/such.config"]))
            .Message.ShouldBe("no/such.config: error KS0001: no such fragment");

    [Fact]
    public void The_base_config_keeps_what_no_fragment_changes()
    {
        var fragment = _directory.Write("a.config", "CONFIG_NET=y\n# CONFIG_KERNEL_GZIP is not set\n");

        var text = MergedConfig.Read([fragment])
            .ApplyTo(
                "#\n# Automatically generated\n#\nCONFIG_KERNEL_GZIP=y\nCONFIG_64BIT=y\n# CONFIG_NET is not set\n");

        text.ShouldBe("CONFIG_64BIT=y\nCONFIG_NET=y\n# CONFIG_KERNEL_GZIP is not set\n");
    }
}
