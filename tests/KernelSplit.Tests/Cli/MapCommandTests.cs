namespace KernelSplit.Tests.Cli;

public sealed class MapCommandTests : IDisposable
{
    private const string Rules = "packages: [{name: base}]\nrules:\n  - fs/.*: base\n  - default: base\n";

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_map_goes_to_standard_output()
    {
        var (exitCode, output, errors) = Command.RunWithInput(_directory.Path, Rules, "map", "import", "-");

        exitCode.ShouldBe(0, errors);
        output.ShouldContain("  - to: base\n    because: Fedora's rule in stdin:3 puts it here\n");
        errors.ShouldStartWith("1 of 1 rules converted into 2 of the map");
    }

    [Fact]
    public void A_rule_that_is_left_out_ends_with_1_and_the_others_are_there()
    {
        _directory.Write("rules.yaml", Rules + "  - (?i)x: base\n");

        var (exitCode, _, errors) = Command.Run(_directory.Path, "map", "import", "rules.yaml", "-o", "map.yaml");

        exitCode.ShouldBe(1);
        errors.ShouldStartWith("rules.yaml:5:5: error KS0103: ");
        File.ReadAllText(Path.Combine(_directory.Path, "map.yaml")).ShouldContain("fs/**");
    }

    [Theory]
    [InlineData("missing.yaml", "missing.yaml: error KS0001: no such file\n")]
    [InlineData("broken.yaml", "broken.yaml:1:1: error KS0101: unknown key \"rulez\". Did you mean \"rules\"?\n")]
    public void Nothing_is_written_of_what_can_not_be_read(string file, string error)
    {
        _directory.Write("broken.yaml", "rulez: []\npackages: [{name: base}]\n");

        var (exitCode, _, errors) = Command.Run(_directory.Path, "map", "import", file, "-o", "map.yaml");

        exitCode.ShouldBe(2);
        errors.ShouldBe(error);
        File.Exists(Path.Combine(_directory.Path, "map.yaml")).ShouldBeFalse();
    }

    [Fact]
    public void Help_has_an_example_and_completion_knows_it()
    {
        Command.Run(_directory.Path, "map", "import", "--help").Output
            .ShouldContain("kernelsplit map import def_variants.yaml");
        Command.Run(_directory.Path, "[suggest:7]", "map imp").Output.Trim().ShouldBe("import");
    }
}
