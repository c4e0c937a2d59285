using KernelSplit.Diagnostics;
using KernelSplit.Kconfig;

namespace KernelSplit.Tests.Kconfig;

public sealed class MergedConfigTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly List<Diagnostic> _conflicts = [];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_later_fragment_wins_and_the_conflict_names_both_places()
    {
        var first = _directory.Write("base.config", "CONFIG_NET=y\nCONFIG_VIRTIO_NET=y\n");
        var second = _directory.Write("kvm.config", "# NICs\nCONFIG_VIRTIO_NET=m\n");

        var merged = MergedConfig.Read([first, second], _conflicts);

        merged.Requests.Select(r => r.ToConfigLine()).ShouldBe(["CONFIG_NET=y", "CONFIG_VIRTIO_NET=m"]);
        _conflicts.ShouldHaveSingleItem().ToString().ShouldBe(
            $"{second}:2: warning: CONFIG_VIRTIO_NET set more than once. Old value y ({first}:2), new value m");
    }

    [Fact]
    public void Asking_twice_for_the_same_value_is_no_conflict()
    {
        var first = _directory.Write("a.config", "CONFIG_NET=y\n");
        var second = _directory.Write("b.config", "CONFIG_NET=y\n");

        MergedConfig.Read([first, second], _conflicts);

        _conflicts.ShouldBeEmpty();
    }

    [Fact]
    public void All_lines_that_kbuild_would_skip_are_reported_at_once()
    {
        var fragment = _directory.Write("a.config", "CONFIG_NET = y\n CONFIG_PCI=y\nCONFIG_X=maybe\n# a comment\n\n");

        var problems = Should.Throw<InvalidInputException>(() => MergedConfig.Read([fragment], _conflicts)).Diagnostics;

        problems.Select(p => p.Line).ShouldBe([1, 2, 3]);
        problems[0].Hint.ShouldBe("Write CONFIG_NET=y, from the line's start and without spaces");
    }

    [Fact]
    public void A_missing_fragment_is_named() =>
        Should.Throw<InvalidInputException>(() => MergedConfig.Read(["no/such.config"], _conflicts))
            .Message.ShouldBe("no/such.config: error: no such fragment");

    [Fact]
    public void The_base_config_keeps_what_nobody_asks_to_change()
    {
        var fragment = _directory.Write("a.config", "CONFIG_NET=y\n# CONFIG_KERNEL_GZIP is not set\n");

        var text = MergedConfig.Read([fragment], _conflicts)
            .ApplyTo("#\n# Automatically generated\n#\nCONFIG_KERNEL_GZIP=y\nCONFIG_64BIT=y\n# CONFIG_NET is not set\n");

        text.ShouldBe("CONFIG_64BIT=y\nCONFIG_NET=y\n# CONFIG_KERNEL_GZIP is not set\n");
    }

    [Fact]
    public void A_request_that_did_not_land_says_what_kbuild_made_of_it()
    {
        var fragment = _directory.Write(
            "kvm.config", "CONFIG_A=y\nCONFIG_B=m\nCONFIG_C=y\n# CONFIG_D is not set\nCONFIG_E=\"a b\"\n# CONFIG_F is not set\n");
        var merged = MergedConfig.Read([fragment], _conflicts);
        var final = ConfigText.Read(
            ["CONFIG_A=y", "CONFIG_B=y", "# CONFIG_C is not set", "CONFIG_E=\"a b\"", "CONFIG_F=y"], ".config", []);

        merged.NotLanded(final).Select(lost => lost.ToDiagnostic().Message).ShouldBe(
        [
            "asked for CONFIG_B=m, kbuild made it y",
            "asked for CONFIG_C=y, kbuild left it off",
            "asked for CONFIG_F=n, kbuild made it y",
        ]);
    }
}
