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
