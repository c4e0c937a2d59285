namespace KernelSplit.Tests.Cli;

public sealed class MapCommandTests : IDisposable
{
    private const string Rules = "packages: [{name: base}]\nrules:\n  - fs/.*: base\n  - default: base\n";

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_map_goes_to_standard_output()
    {
        var (exitCode, output, errors) = Command.RunWithInput(_folder.Path, Rules, "map", "import", "-");

        exitCode.ShouldBe(0, errors);
        output.ShouldContain("  - to: base\n    because: Fedora's rule in stdin:3 puts it here\n");
        errors.ShouldStartWith("1 of 1 rules carried over, the map has 2");
    }

    [Fact]
    public void A_rule_that_is_left_out_ends_with_1_and_the_others_are_there()
    {
        _folder.Write("rules.yaml", Rules + "  - (?i)x: base\n");

        var (exitCode, _, errors) = Command.Run(_folder.Path, "map", "import", "rules.yaml", "-o", "map.yaml");

        exitCode.ShouldBe(1);
        errors.ShouldStartWith("rules.yaml:5:5: error: ");
        File.ReadAllText(Path.Combine(_folder.Path, "map.yaml")).ShouldContain("fs/**");
    }

    [Theory]
    [InlineData("missing.yaml", "missing.yaml: error: no such file\n")]
    [InlineData("broken.yaml", "broken.yaml:1:1: error: unknown key \"rulez\". Did you mean \"rules\"?\n")]
    public void Nothing_is_written_of_what_can_not_be_read(string file, string error)
    {
        _folder.Write("broken.yaml", "rulez: []\npackages: [{name: base}]\n");

        var (exitCode, _, errors) = Command.Run(_folder.Path, "map", "import", file, "-o", "map.yaml");

        exitCode.ShouldBe(2);
        errors.ShouldBe(error);
        File.Exists(Path.Combine(_folder.Path, "map.yaml")).ShouldBeFalse();
    }

    [Fact]
    public void Help_has_an_example_and_completion_knows_it()
    {
        Command.Run(_folder.Path, "map", "import", "--help").Output.ShouldContain("kernelsplit map import def_variants.yaml");
        Command.Run(_folder.Path, "[suggest:7]", "map imp").Output.Trim().ShouldBe("import");
    }
}
