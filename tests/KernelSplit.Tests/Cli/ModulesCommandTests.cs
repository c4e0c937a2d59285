using System.Text.Json;
using KernelSplit.Testing.Inputs;

namespace KernelSplit.Tests.Cli;

/// <summary><c>kernelsplit modules</c> on a tree of two modules.</summary>
public sealed class ModulesCommandTests : IDisposable
{
    private const string Modalias = "pci:v00008086d00001533sv00000000sd00000000bc02sc00i00";

    private readonly ModuleDirectory _tree = new ModuleDirectory()
        .Add("kernel/drivers/net/igb.ko", new ElfModule
        {
            ModInfo =
            [
                "license=GPL", "description=A network card", "alias=pci:v00008086d00001533sv*sd*bc*sc*i*",
                "parm=debug:How much to say", "parmtype=debug:int",
            ],
            Imports = ["dca_add", "kfree"],
        })
        .Add("kernel/drivers/dca/dca.ko", new ElfModule { Exports = ["dca_add"] });

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void Without_options_it_prints_one_screen_of_numbers()
    {
        var (exitCode, output, _) = Run();

        exitCode.ShouldBe(0);
        output.ShouldContain("kernel        6.12.0-test, x86");
        output.ShouldContain("modules       2, ");
        output.ShouldContain("dependencies  1 direct, 0 cycles");
        output.ShouldContain("unresolved    unknown");
    }

    [Fact]
    public void A_module_is_told_in_words()
    {
        var output = Run("--name", "igb").Output;

        output.ShouldContain("description   A network card");
        output.ShouldContain("drives        PCI 8086:1533");
        output.ShouldContain("needs         dca");
        output.ShouldContain("parameters    debug (int): How much to say");
        output.ShouldContain("Kconfig       unknown without the kernel's source");
    }

    [Fact]
    public void A_misspelt_name_gets_the_near_one()
    {
        var (exitCode, _, errors) = Run("--name", "idb");

        exitCode.ShouldBe(2);
        errors.ShouldContain("no module or built-in code is called idb. Did you mean \"igb\"?");
    }

    [Fact]
    public void A_modalias_gets_its_driver()
    {
        var (exitCode, output, _) = Run("--modalias", Modalias);

        exitCode.ShouldBe(0);
        output.ShouldContain("  igb  pci:v00008086d00001533sv*sd*bc*sc*i*");
    }

    [Fact]
    public void Modaliases_come_from_standard_input_and_one_without_driver_is_a_finding()
    {
        var (exitCode, output, _) = Command.RunWithInput(
            _tree.Path, $"{Modalias}\n\npci:v00001AF4d00001000\n", "modules", _tree.Path, "--modalias", "-", "--json");

        exitCode.ShouldBe(1);
        JsonDocument.Parse(output).RootElement.GetProperty("devices").EnumerateArray()
            .Select(device => device.GetProperty("drivers").GetArrayLength()).ShouldBe([1, 0]);
    }

    [Fact]
    public void A_symbol_that_nothing_exports_is_a_finding()
    {
        var symbols = _tree.WriteFile("symvers", "0x00000000\tprintk\tvmlinux\tEXPORT_SYMBOL\t\n"u8.ToArray());

        var (exitCode, output, errors) = Run("--symbols", symbols);

        exitCode.ShouldBe(1);
        output.ShouldContain("unresolved    1 symbols by");
        errors.ShouldContain("kernel/drivers/net/igb.ko: warning KS0302: needs unknown symbol kfree");
    }

    [Fact]
    public void Symbols_beside_the_modules_are_found()
    {
        _tree.WriteFile(
            "boot/System.map-6.12.0-test",
            "ffffffff81000000 T kfree\nffffffff81000008 r __ksymtab_kfree\n"u8.ToArray());

        Run().Output.ShouldContain("unresolved    0 symbols by");
    }

    [Fact]
    public void All_symbols_that_a_module_misses_are_on_one_line()
    {
        var symbols = _tree.WriteFile("symvers", "0x00000001\tprintk\tvmlinux\tEXPORT_SYMBOL\t\n"u8.ToArray());
        _tree.Add("kernel/lost.ko", new ElfModule { Imports = ["a", "b", "c", "d", "e"] });

        var (exitCode, _, errors) = Run("--symbols", symbols);

        exitCode.ShouldBe(1);
        errors.Split('\n').Where(line => line.Contains("lost.ko")).ShouldHaveSingleItem()
            .ShouldBe("kernel/lost.ko: warning KS0302: needs 5 unknown symbols: a, b, c and 2 more");
    }

    [Theory]
    [InlineData]
    [InlineData("--depmod", "-")]
    public void A_dependency_cycle_is_a_finding(params string[] options)
    {
        _tree.Add("kernel/one.ko", new ElfModule { Exports = ["one"], Imports = ["two"] })
            .Add("kernel/two.ko", new ElfModule { Exports = ["two"], Imports = ["one"] });

        var (exitCode, _, errors) = Run(options);

        exitCode.ShouldBe(1);
        errors.ShouldContain("dependency cycle: one -> two -> one");
    }

    [Fact]
    public void A_file_that_is_no_list_of_symbols_is_named_with_its_line()
    {
        var symbols = _tree.WriteFile(
            "symvers", "0x00000000\tprintk\tvmlinux\tEXPORT_SYMBOL\t\nnonsense\n"u8.ToArray());

        var (exitCode, _, errors) = Run("--symbols", symbols);

        exitCode.ShouldBe(2);
        errors.ShouldContain("symvers:2: error KS0001: not a line of System.map or Module.symvers");
    }

    [Fact]
    public void Depmods_files_are_written_into_a_directory_or_printed()
    {
        var directory = Path.Combine(_tree.Path, "depmod files");

        Run("--depmod", directory).ExitCode.ShouldBe(0);

        var written = File.ReadAllText(Path.Combine(directory, "modules.dep"));
        written.ShouldContain("kernel/drivers/net/igb.ko: kernel/drivers/dca/dca.ko\n");
        Run("--depmod", "-").Output.ShouldStartWith(written);
        Directory.GetFiles(directory, "*.partial").ShouldBeEmpty();
    }

    [Fact]
    public void Json_has_all_facts_of_a_module()
    {
        var facts = JsonDocument.Parse(Run("--json").Output).RootElement;

        facts.GetProperty("schema").GetString().ShouldBe("kernelsplit-modules-1");
        var igb = facts.GetProperty("modules").EnumerateArray().Single(module =>
            module.GetProperty("name").GetString() == "igb");
        igb.GetProperty("needs")[0].GetString().ShouldBe("dca");
        igb.GetProperty("imports").GetArrayLength().ShouldBe(2);
        igb.GetProperty("kconfig").ValueKind.ShouldBe(JsonValueKind.Null);
        igb.GetProperty("modinfo").GetProperty("license")[0].GetString().ShouldBe("GPL");
    }

    [Fact]
    public void A_module_that_cannot_be_read_is_left_out_and_named()
    {
        _tree.Add("kernel/broken.ko", "no ELF"u8.ToArray());

        var (exitCode, output, errors) = Run();

        exitCode.ShouldBe(1);
        output.ShouldContain("modules       2, ");
        errors.ShouldContain("kernel/broken.ko: error KS0301: not an ELF file");
    }

    private (int ExitCode, string Output, string Errors) Run(params string[] options) =>
        Command.Run(_tree.Path, ["modules", _tree.Path, .. options]);
}
