using System.Text;
using KernelSplit.Foundation;
using KernelSplit.Kconfig.Evaluation;
using KernelSplit.Kconfig.Explaining;
using KernelSplit.Kconfig.Merging;

namespace KernelSplit.Tests.Kconfig;

public sealed class FixTests
{
    [Theory]
    [InlineData("depends on A", "CONFIG_A=y")]
    [InlineData("depends on A && B", "CONFIG_A=y CONFIG_B=y")]
    [InlineData("depends on (A && B) || C", "CONFIG_C=y")]
    [InlineData("depends on HELPER", "CONFIG_C=y")]
    [InlineData("depends on !ON", "# CONFIG_ON is not set")]
    [InlineData("depends on DEEP", "CONFIG_DEEP=y CONFIG_A=y")]
    [InlineData("depends on FOLLOWS", "CONFIG_B=y")]
    [InlineData("depends on ONE", "CONFIG_ONE=y")]
    public void The_fewest_settings_are_found(string needs, string expected)
    {
        using var tree = Tree(needs);
        var config = tree.Explain("CONFIG_X=y");

        string.Join(' ', config.WithFix(config.Verdict("X")).Fix!.Settings).ShouldBe(expected);
    }

    [Theory]
    [InlineData("depends on NOWHERE", "CONFIG_X=y", "NOWHERE is not defined for this architecture")]
    [InlineData(
        "depends on A",
        "CONFIG_X=y\n# CONFIG_A is not set",
        "CONFIG_A=y would help, but my.config:2 requests CONFIG_A=n")]
    public void Without_a_fix_the_reason_is_given(string needs, string fragment, string expected)
    {
        using var tree = Tree(needs);
        var config = tree.Explain(fragment);

        config.WithFix(config.Verdict("X")).Fix!.Obstacle.ShouldBe(expected);
    }

    [Fact]
    public void Fixes_of_several_lines_agree()
    {
        using var tree = new SmallTree("""
            config MODULES
            	bool "modules"
            	modules
            config CRYPTO
            	tristate "crypto"
            config SHA
            	tristate "sha"
            	depends on CRYPTO
            config GCM
            	tristate "gcm"
            	depends on CRYPTO

            """);
        var config = tree.Explain("CONFIG_MODULES=y\nCONFIG_GCM=m\nCONFIG_SHA=y");

        var fixes = config.WithFixes(config.Verdicts);

        fixes.SelectMany(verdict => verdict.Fix?.Settings ?? []).ShouldBe(["CONFIG_CRYPTO=y", "CONFIG_CRYPTO=y"]);
    }

    [Fact]
    public void A_line_of_the_wrong_type_is_corrected_and_blocks_no_other()
    {
        using var tree = new SmallTree("""
            config NETFS
            	bool "netfs"
            config FSCACHE
            	bool "cache"
            	depends on NETFS
            config STATS
            	bool "statistics"
            	depends on FSCACHE

            """);
        var config = tree.Explain("CONFIG_FSCACHE=m\nCONFIG_STATS=y");

        var fixes = config.WithFixes(config.Verdicts);

        fixes[0].Fix!.Corrected!.Value.ShouldBe("y");
        fixes[0].Fix!.Settings.ShouldBe(["CONFIG_NETFS=y"]);
        fixes[1].Fix!.Settings.ShouldBe(["CONFIG_FSCACHE=y", "CONFIG_NETFS=y"], ignoreOrder: true);
        fixes[1].Fix!.Replaced.ShouldBe([fixes[0].Requested]);
    }

    [Fact]
    public void What_a_fix_turns_off_is_said()
    {
        using var tree = new SmallTree("""
            config HASH
            	bool "hash"
            config EVM
            	bool "evm"
            	default y
            	depends on !HASH
            config X
            	bool "x"
            	depends on HASH

            """);
        var config = tree.Explain("CONFIG_X=y");

        config.WithFix(config.Verdict("X")).Fix!.TurnsOff.ShouldBe(["CONFIG_EVM=y"]);
    }

    [Fact]
    public void Lines_lost_for_one_cause_are_one_finding_with_one_list()
    {
        using var tree = new SmallTree("""
            config NET
            	bool "net"
            config A
            	bool "a"
            	depends on NET
            config B
            	bool "b"
            	depends on NET

            """);
        var config = tree.Explain("CONFIG_A=y\nCONFIG_B=y");

        VerdictText.OfAll(config.WithFixes(config.Verdicts)).ShouldHaveSingleItem().ShouldBe("""
            2 requested values are not in the final .config:
                NET is n: not requested (Kconfig:1)
                to make it land, add:
            CONFIG_NET=y
                the lines:
                  my.config:1: CONFIG_A=y
                  my.config:2: CONFIG_B=y

            """);
    }

    [Fact]
    public void No_setting_helps_is_only_said_where_that_is_so()
    {
        using var tree = Tree("depends on NOWHERE");
        var config = tree.Explain("CONFIG_X=y\nCONFIG_HELPER=y");

        var fixes = config.WithFixes(config.Verdicts);

        fixes[0].Fix!.IsImpossible.ShouldBeTrue();
        fixes[1].Fix!.Settings.ShouldBe(["CONFIG_C=y"]);
    }

    [Fact]
    public void A_fix_must_not_undo_another_requested_value()
    {
        using var tree = Tree("depends on ONE");
        var config = tree.Explain("CONFIG_TWO=y\nCONFIG_X=y");

        config.WithFix(config.Verdict("X")).Fix!.Obstacle
            .ShouldBe("CONFIG_ONE=y would undo CONFIG_TWO=y (my.config:1)");
    }

    /// <summary>Random small trees, with every possible set of settings.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void No_set_of_settings_that_helps_is_smaller(int seed)
    {
        var random = new Random(seed);
        var compared = 0;
        for (var round = 0; round < 100; round++)
        {
            var names = Enumerable.Range(0, 6).Select(i => $"S{i}").ToArray();
            using var tree = new SmallTree(RandomKconfig(names, random));
            if (!IsPossible(tree))
                continue;
            var config = tree.Explain("CONFIG_S5=y");
            var verdict = config.Verdict("S5");
            verdict.IsMissing.ShouldBe(config.Configuration.ValueOf(config.Configuration.Tree.Find("S5")!) != "y");
            if (!verdict.IsMissing)
                continue;
            var least = Least(config.Configuration.Tree, names[..5]);

            var fix = config.WithFix(verdict).Fix!;

            fix.Settings.Count.ShouldBe(
                least ?? 0, $"{tree.ReadAll("Kconfig")}\n{string.Join('\n', fix.Settings)} {fix.Obstacle}");
            compared++;
        }

        compared.ShouldBeGreaterThan(10);
    }

    private static SmallTree Tree(string needs) => new($"""
        config A
        	bool "a"
        config B
        	bool "b"
        config C
        	bool "c"
        	select HELPER
        config HELPER
        	bool
        config ON
        	bool "on"
        	default y
        config DEEP
        	bool "deep"
        	depends on A
        config FOLLOWS
        	def_bool B
        choice
        	prompt "which"
        	default TWO
        config ONE
        	bool "one"
        config TWO
        	bool "two"
        endchoice
        config X
        	bool "x"
        	{needs}

        """);

    /// <summary>Whether no symbol depends on itself.</summary>
    private static bool IsPossible(SmallTree tree)
    {
        try
        {
            tree.Read();
            return true;
        }
        catch (InvalidInputException)
        {
            return false;
        }
    }

    private static string RandomKconfig(string[] names, Random random)
    {
        var text = new StringBuilder();
        for (var i = 0; i < names.Length; i++)
        {
            text.Append($"config {names[i]}\n\tbool{(i == 5 || random.Next(5) > 0 ? " \"x\"" : "")}\n");
            if (i > 0 && (i == 5 || random.Next(2) == 0))
                text.Append($"\tdepends on {RandomCondition(names[..i], random, 2)}\n");
            if (i > 0 && i < 5 && random.Next(4) == 0)
                text.Append($"\tselect {names[random.Next(i)]}\n");
            if (random.Next(5) == 0)
                text.Append("\tdefault y\n");
        }

        return text.ToString();
    }

    private static string RandomCondition(string[] names, Random random, int depth) =>
        random.Next(depth == 0 ? 2 : 5) switch
        {
            0 => names[random.Next(names.Length)],
            1 => $"!{names[random.Next(names.Length)]}",
            2 => $"({RandomCondition(names, random, depth - 1)} || {RandomCondition(names, random, depth - 1)})",
            _ => $"{RandomCondition(names, random, depth - 1)} && {RandomCondition(names, random, depth - 1)}",
        };

    /// <summary>
    /// The size of the smallest set of settings that makes S5 y, all of them in the final .config; null if there is
    /// none.
    /// </summary>
    private static int? Least(KernelSplit.Kconfig.KconfigTree tree, string[] names)
    {
        int? least = null;
        for (var code = 0; code < Math.Pow(3, names.Length); code++)
        {
            var settings = names.Select((name, i) => (name, value: code / (int)Math.Pow(3, i) % 3)).Where(setting =>
                setting.value > 0).ToList();
            if (settings.Count >= least)
                continue;
            var lines = settings.Select(setting =>
                new Assignment(setting.name, setting.value == 1 ? "y" : "n", "", 0).ToConfigLine())
                .Append("CONFIG_S5=y\n");
            var configuration = Configuration.Of(tree, string.Join('\n', lines), "");
            if (settings.All(setting =>
                    configuration.ValueOf(tree.Find(setting.name)!) == (setting.value == 1 ? "y" : "n"))
                && configuration.ValueOf(tree.Find("S5")!) == "y")
            {
                least = settings.Count;
            }
        }

        return least;
    }
}
