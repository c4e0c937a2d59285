using System.Text;

namespace KernelSplit.Tests.Kconfig;

/// <summary>How conf handles bad input and full disks.</summary>
public sealed class BadConfInputTests : IDisposable
{
    private const int Large = 10_000_000;

    private readonly SmallTree _files = new("config A\n\tbool \"a\"\nconfig S\n\tstring \"s\"\n");

    public void Dispose() => _files.Dispose();

    [Fact]
    public void A_line_of_10_MB_in_a_config_is_read_like_any_other()
    {
        _files.Write(".config", $"CONFIG_S=\"{new string('s', Large)}\"\n{new string('x', Large)}\nCONFIG_A=y\n");

        _files.Conf("--olddefconfig").ShouldBe(0);

        _files.ReadAll(".config").ShouldEndWith($"CONFIG_A=y\nCONFIG_S=\"{new string('s', Large)}\"\n");
        _files.Errors.ShouldBe($".config:2:warning: unexpected data: {new string('x', Large)}\n");
    }

    [Fact]
    public void A_line_of_10_MB_in_a_Kconfig_file_is_read_like_any_other()
    {
        _files.Write("Kconfig", $"config A\n\tbool \"{new string('a', Large)}\"\n\tdefault y\n\thelp\n\t  "
            + $"{new string('h', Large)}\nconfig {new string('B', Large)}\n\tbool\n");

        _files.Conf("--olddefconfig").ShouldBe(0);

        _files.ReadAll(".config").ShouldEndWith("CONFIG_A=y\n");
    }

    [Fact]
    public void Junk_instead_of_a_config_gives_warnings_and_the_defaults()
    {
        _files.Write(".config", Junk());

        _files.Conf("--olddefconfig").ShouldBe(0);

        _files.ReadAll(".config").ShouldEndWith("# CONFIG_A is not set\nCONFIG_S=\"\"\n");
        _files.Errors.ShouldStartWith(".config:");
    }

    [Fact]
    public void Junk_instead_of_a_Kconfig_file_is_refused_with_its_lines_and_nothing_is_written()
    {
        _files.Write(".config", "CONFIG_A=y\n");
        _files.Write("Kconfig", Junk());

        _files.Conf("--olddefconfig").ShouldBe(1);

        _files.Errors.ShouldStartWith("Kconfig:");
        _files.Names().ShouldBe([".config", "Kconfig"]);
        _files.ReadAll(".config").ShouldBe("CONFIG_A=y\n");
    }

    [Theory]
    [InlineData("source \"nowhere/Kconfig\"\n", "Kconfig:1: can't open file \"nowhere/Kconfig\"\n")]
    [InlineData("source \"Kconfig\"\n", "Recursive inclusion detected.\nInclusion path:\n  current file : Kconfig\n  "
        + "included from: Kconfig:1\n")]
    [InlineData("config A\n\tbool\n\tdepends on A\n", "error: recursive dependency detected!\n\tsymbol A depends on "
        + "A\n")]
    [InlineData("source \"arch/$(SRCARCH)/Kconfig\"\n", "Kconfig:1: can't open file \"arch/nonsense/Kconfig\"\n")]
    public void Errors_in_Kconfig_files_are_reported_and_the_config_stays(string kconfig, string errors)
    {
        _files.Environment["SRCARCH"] = "nonsense";
        _files.Write(".config", "CONFIG_A=y\n");
        _files.Write("Kconfig", kconfig);

        _files.Conf("--olddefconfig").ShouldBe(1);

        _files.Errors.ShouldStartWith(errors);
        _files.ReadAll(".config").ShouldBe("CONFIG_A=y\n");
    }

    [Fact]
    public void A_full_disk_is_reported()
    {
        _files.Write(".config", "CONFIG_A=y\n");

        _files.Conf("--savedefconfig=/dev/full").ShouldBe(1);

        _files.Errors.ShouldStartWith("conf: No space left on device");
        _files.Errors.ShouldEndWith("*** Error while saving defconfig to: /dev/full\n\n");
    }

    [Fact]
    public void A_failed_rename_leaves_nothing_behind()
    {
        _files.Write("small/file", "");

        _files.Conf("--savedefconfig=small").ShouldBe(1);

        _files.Errors.ShouldStartWith("conf: ");
        _files.Names().ShouldBe(["Kconfig", "small/file"]);
    }

    [Fact]
    public void A_defconfig_behind_a_link_is_written_to_the_link_s_target()
    {
        _files.Write("real", "CONFIG_S=\"former\"\n");
        _files.Link("small", "real");
        _files.Write(".config", "CONFIG_A=y\n");

        _files.Conf("--savedefconfig=small").ShouldBe(0);

        _files.ReadAll("real").ShouldBe("CONFIG_A=y\n");
    }

    private static string Junk()
    {
        var bytes = new byte[100_000];
        new Random(1).NextBytes(bytes);
        return Encoding.Latin1.GetString(bytes);
    }
}
