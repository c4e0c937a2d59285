namespace KernelSplit.Tests.Kconfig;

public sealed class ConfProgramTests : IDisposable
{
    private readonly SmallTree _files = new("""
        mainmenu "Small"
        config MODULES
        	bool
        	default y
        	modules
        menu "Things"
        config A
        	tristate "a"
        config S
        	string "s"
        	default "a \"quoted\" \\ text"
        endmenu
        config H
        	hex "h"
        	default 0x1F

        """);

    public void Dispose() => _files.Dispose();

    [Fact]
    public void A_help_text_ends_with_its_first_NUL()
    {
        _files.Write("Kconfig", "config A\n bool \"a\"\n help\n  one\0two\n  three\n");

        _files.Conf("--helpnewconfig").ShouldBe(0);

        _files.Output.ShouldStartWith("-----\n\nCONFIG_A:\n\none\nSymbol: A [=n]\n");
    }

    [Fact]
    public void A_help_text_that_begins_with_NUL_is_blank()
    {
        _files.Write("Kconfig", "config A\n bool \"a\"\n help\n  \0text\n  more\n");

        _files.Conf("--olddefconfig").ShouldBe(0);

        _files.Errors.ShouldBe("Kconfig:6: warning: 'A' defined with blank help text\n");
    }

    [Fact]
    public void A_config_is_written_with_its_menus()
    {
        _files.Conf("--alldefconfig").ShouldBe(0);

        _files.ReadAll(".config").ShouldBe("""
            #
            # Automatically generated file; DO NOT EDIT.
            # Small
            #
            CONFIG_MODULES=y

            #
            # Things
            #
            # CONFIG_A is not set
            CONFIG_S="a \"quoted\" \\ text"
            # end of Things

            CONFIG_H=0x1F

            """);
        _files.Output.ShouldBe("#\n# configuration written to .config\n#\n");
    }

    [Fact]
    public void A_defconfig_has_what_differs_from_the_defaults()
    {
        _files.Write(".config", "CONFIG_A=m\nCONFIG_H=0x1F\n");

        _files.Conf("--savedefconfig=small").ShouldBe(0);

        _files.ReadAll("small").ShouldBe("CONFIG_A=m\n");
    }

    [Fact]
    public void New_symbols_are_listed()
    {
        _files.Write(".config", "CONFIG_H=0x20\n");

        _files.Conf("--listnewconfig").ShouldBe(0);

        _files.Output.ShouldBe("CONFIG_A=n\nCONFIG_S=\"a \\\"quoted\\\" \\\\ text\"\n");
    }

    [Fact]
    public void Answers_are_taken_from_the_input()
    {
        _files.Conf("m\ntext\n30\n", ["--oldaskconfig"]).ShouldBe(0);

        _files.ReadAll(".config").ShouldContain("CONFIG_A=m\nCONFIG_S=\"text\"\n");
        _files.ReadAll(".config").ShouldContain("CONFIG_H=0x30\n");
    }

    [Fact]
    public void A_seed_gives_the_same_values_each_time()
    {
        _files.Environment["KCONFIG_SEED"] = "0x10";
        _files.Conf("--randconfig").ShouldBe(0);
        var first = _files.ReadAll(".config");

        _files.Conf("--randconfig").ShouldBe(0);

        _files.ReadAll(".config").ShouldBe(first);
        _files.Output.ShouldStartWith("KCONFIG_SEED=0x10\n");
    }

    [Fact]
    public void A_missing_defconfig_is_an_error()
    {
        _files.Conf("--defconfig=nowhere").ShouldBe(1);

        _files.Errors.ShouldBe("***\n*** Can't find default configuration \"nowhere\"!\n***\n");
    }

    [Fact]
    public void A_warning_is_an_error_with_KCONFIG_WERROR()
    {
        _files.Write(".config", "nonsense\n");
        _files.Environment["KCONFIG_WERROR"] = "1";

        _files.Conf("--olddefconfig").ShouldBe(1);

        _files.Errors.ShouldBe(".config:1:warning: unexpected data: nonsense\n");
    }
}
