using KernelSplit.Kconfig.Explaining;

namespace KernelSplit.Tests.Kconfig;

public sealed class VerdictTests
{
    private const string Kconfig = """
        config MODULES
        	bool "modules"
        	default y
        	modules

        config PCI
        	bool "pci"

        menu "Network"
        	depends on PCI

        config NET
        	tristate "net"

        if NET
        config CARD
        	tristate "card"
        	select HELPER
        	imply LED
        endif
        endmenu

        config HELPER
        	tristate

        config LED
        	tristate "led"

        config CRC
        	tristate "crc"

        config USER
        	tristate "user"
        	select CRC

        config SPEED
        	int "speed"
        	range 1 10
        	default 5

        config TITLE
        	string "title"

        choice
        	prompt "which"
        config FAST
        	bool "fast"
        config SMALL
        	bool "small"
        endchoice

        config HIDDEN
        	bool "hidden" if EXPERT
        	default y

        config EXPERT
        	bool "expert"

        config CC_HAS_IT
        	def_bool $(shell,cc -mit)

        config IT
        	bool "it"
        	depends on CC_HAS_IT

        """;

    [Theory]
    [InlineData("CONFIG_PCI=y", "PCI", Outcome.AsRequested)]
    [InlineData("# CONFIG_PCI is not set", "PCI", Outcome.AsRequested)]
    [InlineData("# CONFIG_CARD is not set", "CARD", Outcome.AbsentAsRequested)]
    [InlineData("CONFIG_CARD=m", "CARD", Outcome.UnmetDependency)]
    [InlineData("CONFIG_PCI=y\nCONFIG_NET=m\nCONFIG_CARD=y", "CARD", Outcome.UnmetDependency)]
    [InlineData("CONFIG_USER=y\nCONFIG_CRC=m", "CRC", Outcome.ForcedBySelect)]
    [InlineData("CONFIG_SMALL=y\nCONFIG_FAST=y", "SMALL", Outcome.ChoiceConflict)]
    [InlineData("# CONFIG_FAST is not set\n# CONFIG_SMALL is not set", "FAST", Outcome.ChoiceConflict)]
    [InlineData("CONFIG_SPEED=50", "SPEED", Outcome.OutOfRange)]
    [InlineData("CONFIG_SPEED=y", "SPEED", Outcome.WrongType)]
    [InlineData("CONFIG_PCI=m", "PCI", Outcome.WrongType)]
    [InlineData("CONFIG_TITLE=y", "TITLE", Outcome.WrongType)]
    [InlineData("CONFIG_HELPER=y", "HELPER", Outcome.NoPrompt)]
    [InlineData("CONFIG_NONE=y", "NONE", Outcome.Unknown)]
    [InlineData("CONFIG_IT=y", "IT", Outcome.FailedProbe)]
    [InlineData("# CONFIG_HIDDEN is not set", "HIDDEN", Outcome.UnmetDependency)]
    [InlineData("# CONFIG_MODULES is not set\nCONFIG_CRC=m", "CRC", Outcome.UnmetDependency)]
    public void Every_line_gets_the_verdict_that_fits(string fragment, string symbol, Outcome expected)
    {
        using var tree = Tree();

        tree.Explain(fragment).Verdict(symbol).Outcome.ShouldBe(expected);
    }

    [Fact]
    public void A_line_that_a_later_one_replaces_is_overridden()
    {
        using var tree = Tree();

        var verdict = tree.Explain("CONFIG_CRC=y\n# override: smaller\nCONFIG_CRC=m").Verdicts.Single(verdict =>
            verdict.Outcome == Outcome.Overridden);

        verdict.ToDiagnostic().ToString().ShouldBe(
            "my.config:1: note KS0205: CONFIG_CRC=y: overridden, CONFIG_CRC=m: smaller");
    }

    [Theory]
    [InlineData("CONFIG_CARD=m", "CARD", """
        CARD is inside "if NET [=n]" (Kconfig:15)
          NET is n, and can't be set to m (Kconfig:12)
            the menu or choice around NET depends on PCI [=n] (Kconfig:10)
              PCI is n: not requested (Kconfig:6)
        the menu or choice around CARD depends on PCI [=n] (Kconfig:10)
          PCI is n: not requested (Kconfig:6)

        """)]
    [InlineData("CONFIG_USER=y\nCONFIG_CRC=m", "CRC", """
        CRC is y: selected by USER (Kconfig:34)
          USER is y: requested (my.config:1)

        """)]
    [InlineData("CONFIG_SMALL=y\nCONFIG_FAST=y", "SMALL", """
        SMALL is n: the choice "which" is set to FAST (Kconfig:44)
          FAST is y: requested (my.config:2)

        """)]
    [InlineData("CONFIG_SPEED=50", "SPEED", "the range of SPEED is 1 to 10 (Kconfig:38)\n")]
    [InlineData("# CONFIG_HIDDEN is not set", "HIDDEN", """
        HIDDEN is y: default y (Kconfig:54)
        the prompt of HIDDEN is visible only if EXPERT [=n] (Kconfig:53)
          EXPERT is n: not requested (Kconfig:56)

        """)]
    [InlineData("CONFIG_IT=y", "IT", """
        IT depends on CC_HAS_IT [=n] (Kconfig:64)
          CC_HAS_IT is n: this command fails: cc -mit (Kconfig:60)

        """)]
    [InlineData("CONFIG_HELPER=y", "HELPER", """
        HELPER has no prompt: only selected, by CARD (Kconfig:23)
          HELPER is n: no prompt, and nothing selects it (Kconfig:23)

        """)]
    public void Reasons_go_down_to_the_root_with_their_places(string fragment, string symbol, string expected)
    {
        using var tree = Tree();

        ExplainedTree.Lines(tree.Explain(fragment).Verdict(symbol).Because).ShouldBe(expected);
    }

    [Fact]
    public void A_similar_name_is_suggested()
    {
        using var tree = Tree();

        tree.Explain("CONFIG_HELPPER=y").Verdict("HELPPER").Because.ShouldHaveSingleItem()
            .Text.ShouldBe("this kernel has no HELPPER, but has HELPER");
    }

    [Theory]
    [InlineData("NET_SCH_CBQ", "NET_SCH_CBS")]
    [InlineData("AUFS_FS", "ADFS_FS")]
    [InlineData("AUFS_FS", "UFS_FS")]
    [InlineData("NETFILTER_XT_MATCH_FOO", "NETFILTER_XT_MATCH_BPF")]
    [InlineData("NETFILTER_XT_MATCH_FOO", "NETFILTER_XT_MATCH_HL")]
    [InlineData("CRYPTO_SHA1_SSSE3", "CRYPTO_SHA3_SSSE3")]
    public void A_short_word_with_another_character_is_another_word(string requested, string other)
    {
        using var tree = new SmallTree($"config {other}\n\tbool \"other\"\n");

        tree.Explain($"CONFIG_{requested}=y").Verdict(requested).Because.ShouldHaveSingleItem()
            .Text.ShouldBe($"this kernel has no {requested}");
    }

    [Theory]
    [InlineData("VIRTIO_NETT", "VIRTIO_NET")]
    [InlineData("NETFILTER_XT_MATCH_STTE", "NETFILTER_XT_MATCH_STATE")]
    [InlineData("NETFILTRE_XT_MARK", "NETFILTER_XT_MARK")]
    [InlineData("OVERLAYFS_FS", "OVERLAY_FS")]
    [InlineData("TRANSPARENT_HUGEPAGES", "TRANSPARENT_HUGEPAGE")]
    public void A_typo_is_recognized(string requested, string other)
    {
        using var tree = new SmallTree($"config {other}\n\tbool \"other\"\n");

        tree.Explain($"CONFIG_{requested}=y").Verdict(requested).Because.ShouldHaveSingleItem()
            .Text.ShouldBe($"this kernel has no {requested}, but has {other}");
    }

    [Theory]
    [InlineData("THUNDERBOLT", "USB4", "called USB4 since Linux 5.6")]
    [InlineData("PCI_MSI_IRQ_DOMAIN", "PCI_MSI", "part of PCI_MSI since Linux 6.2")]
    public void What_became_of_an_old_symbol_is_told_where_that_is_true(string old, string successor, string what)
    {
        using var tree = new SmallTree($"config {successor}\n\tbool \"successor\"\n");
        using var other = new SmallTree("config OTHER\n\tbool \"other\"\n");

        tree.Explain($"CONFIG_{old}=y").Verdict(old).Because.ShouldHaveSingleItem().Text.ShouldBe($"{old} is {what}");
        other.Explain($"CONFIG_{old}=y").Verdict(old).Because.ShouldHaveSingleItem()
            .Text.ShouldBe($"this kernel has no {old}");
    }

    [Fact]
    public void An_empty_string_is_shown()
    {
        using var tree = new SmallTree("config HASH\n\tstring\n\tdefault \"sha256\" if SHA\n\n"
            + "config SHA\n\tbool \"sha\"\n");

        ExplainedTree.Lines(tree.Explain("CONFIG_HASH=\"sha256\"").Verdict("HASH").Because)
            .ShouldContain("HASH is \"\": ");
    }

    [Fact]
    public void A_symbol_of_another_architecture_is_reported_as_such()
    {
        using var tree = Tree();
        tree.Environment["srctree"] = ".";
        tree.Write("arch/s390/Kconfig", "\nconfig S390_GUEST\n\tbool \"guest\"\n");

        var reason = tree.Explain("CONFIG_S390_GUEST=y").Verdict("S390_GUEST").Because.ShouldHaveSingleItem();

        reason.ShouldBe(new KconfigReason(
            KconfigReasonKind.Undefined, "S390_GUEST is defined for s390", "arch/s390/Kconfig", 2, reason.Because));
    }

    [Fact]
    public void The_operand_of_an_or_that_is_easiest_to_satisfy_is_followed()
    {
        using var tree = new SmallTree("config A\n\tbool \"a\"\n\nconfig X\n\tbool \"x\"\n\tdepends on (B && C) || "
            + "A\n\nconfig B\n\tbool \"b\"\n\nconfig C\n\tbool \"c\"\n");

        ExplainedTree.Lines(tree.Explain("CONFIG_X=y").Verdict("X").Because).ShouldBe(
            "X depends on (B [=n] && C [=n] || A [=n]) (Kconfig:6)\n  A is n: not requested (Kconfig:1)\n");
    }

    [Fact]
    public void Facts_about_a_symbol_are_complete()
    {
        using var tree = Tree();
        var config = tree.Explain("CONFIG_PCI=y\nCONFIG_NET=m\nCONFIG_CARD=m");

        var card = config.FactsOf(config.Configuration.Tree.Find("CARD")!);
        var helper = config.FactsOf(config.Configuration.Tree.Find("HELPER")!);

        card.Dependencies.Select(line => $"[{line.Value}] {line.Text} {line.Line}")
            .ShouldBe(["[m] if NET [=m] 15", "[y] depends on PCI [=y] 10"]);
        card.SelectsAndImplies.Select(line => line.Text).ShouldBe(["select HELPER", "imply LED"]);
        ExplainedTree.Lines(card.Limits).ShouldStartWith("CARD is inside \"if NET [=m]\"");
        helper.Value.ShouldBe("m");
        helper.SelectedBy.ShouldHaveSingleItem().ShouldBe(new KconfigStatement("CARD", "m", "Kconfig", 18));
    }

    private static SmallTree Tree() => new(Kconfig) { Shell = _ => "n" };
}
