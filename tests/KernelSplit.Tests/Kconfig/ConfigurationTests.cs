using KernelSplit.Kconfig.Evaluation;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Tests.Kconfig;

public sealed class ConfigurationTests
{
    private const string Choice = """
        choice
        	prompt "which"
        	default B
        config A
        	bool "a"
        config B
        	bool "b"
        config C
        	bool "c"
        endchoice

        """;

    [Theory]
    [InlineData("", "B")]
    [InlineData("CONFIG_C=y\n", "C")]
    [InlineData("CONFIG_C=y\nCONFIG_A=y\n", "A")]
    [InlineData("# CONFIG_B is not set\n", "A")]
    [InlineData("# CONFIG_C is not set\n# CONFIG_A is not set\n# CONFIG_B is not set\n", "C")]
    public void One_member_of_a_choice_is_y(string config, string expected) => Chosen(config, null).ShouldBe(expected);

    [Theory]
    [InlineData("CONFIG_C=y\nCONFIG_A=y\n", "A")]
    [InlineData("# CONFIG_B is not set\n", "B")]
    public void Old_kernels_ignore_a_member_that_is_not_set(string config, string expected) =>
        Chosen(config, SmallTree.Classic).ShouldBe(expected);

    [Theory]
    [InlineData("CONFIG_N=50\n", "10")]
    [InlineData("CONFIG_N=007\n", "5")]
    [InlineData("CONFIG_N=7\n", "7")]
    [InlineData("CONFIG_N=-3\n", "1")]
    public void A_number_stays_in_its_range(string config, string expected)
    {
        using var files = new SmallTree("config N\n\tint \"n\"\n\trange 1 10\n\tdefault 5\n");

        Value(files.Load(config), "N").ShouldBe(expected);
    }

    [Fact]
    public void What_a_module_selects_is_a_module_even_if_the_config_is_written_first()
    {
        using var files = new SmallTree("""
            config DRIVER
            	tristate "driver"
            	select HELPER
            config HELPER
            	tristate
            config MODULES
            	bool "modules"
            	modules

            """);

        files.Load("CONFIG_DRIVER=m\nCONFIG_MODULES=y\n").ToConfig().ShouldContain("CONFIG_HELPER=m\n");
    }

    [Fact]
    public void The_value_of_an_undefined_symbol_is_its_name()
    {
        using var files = new SmallTree("config S\n\tstring \"s\"\n\tdefault NOWHERE\n");

        Value(files.Load(""), "S").ShouldBe("NOWHERE");
    }

    [Fact]
    public void A_select_overrides_unmet_dependencies_with_a_warning()
    {
        using var files = new SmallTree(
            "config A\n\tbool \"a\"\n\tselect B\nconfig B\n\tbool \"b\"\n\tdepends on C\nconfig C\n\tbool \"c\"\n");

        var configuration = files.Load("CONFIG_A=y\n");

        Value(configuration, "B").ShouldBe("y");
        files.Errors.ShouldBe("""

            WARNING: unmet direct dependencies detected for B
              Depends on [n]: C [=n]
              Selected by [y]:
              - A [=y]

            """);
    }

    [Fact]
    public void Without_modules_m_is_y()
    {
        using var files = new SmallTree("config MODULES\n\tbool \"m\"\n\tmodules\nconfig A\n\ttristate \"a\"\n");

        Value(files.Load("CONFIG_A=m\n"), "A").ShouldBe("y");
        Value(files.Load("CONFIG_A=m\nCONFIG_MODULES=y\n"), "A").ShouldBe("m");
    }

    [Fact]
    public void Two_configurations_of_a_tree_are_independent()
    {
        using var files = new SmallTree(Choice);
        var tree = files.Read();
        var (first, second) = (new Configuration(tree), new Configuration(tree));

        first.Load("CONFIG_A=y\n"u8, "first");
        second.Load("CONFIG_C=y\n"u8, "second");

        (Value(first, "A"), Value(second, "A"), Value(second, "C")).ShouldBe(("y", "n", "y"));
    }

    [Fact]
    public void The_requested_value_is_kept_apart_from_the_actual_one()
    {
        using var files = new SmallTree("config A\n\tbool \"a\"\n\tdepends on B\nconfig B\n\tbool \"b\"\n");
        var configuration = files.Load("CONFIG_A=y\n");
        var a = configuration.Tree.Find("A")!;

        (configuration.RequestedValueOf(a), configuration.ValueOf(a), configuration.VisibilityOf(a))
            .ShouldBe(("y", "n", Tristate.No));
        configuration.SetValue(configuration.Tree.Find("B")!, "y").ShouldBeTrue();
        configuration.ValueOf(a).ShouldBe("y");
    }

    [Fact]
    public void Junk_in_a_config_is_only_a_warning()
    {
        using var files = new SmallTree(Choice);
        var bytes = new byte[1 << 20];
        new Random(1).NextBytes(bytes);
        var configuration = new Configuration(files.Read());

        configuration.Load(
            [.. bytes, .. "\nCONFIG_C=y\nCONFIG_A="u8, .. Enumerable.Repeat((byte)'z', 10 << 20)], ".config");

        Value(configuration, "C").ShouldBe("y");
    }

    private static string Chosen(string config, KernelSplit.Kconfig.Dialects.Dialect? dialect)
    {
        using var files = new SmallTree(Choice);
        var configuration = files.Load(config, dialect);
        string[] names = ["A", "B", "C"];
        return names.Single(name => Value(configuration, name) == "y");
    }

    private static string Value(Configuration configuration, string name) =>
        configuration.ValueOf(configuration.Tree.Find(name)!);
}
