using KernelSplit.Foundation;

namespace KernelSplit.Tests.Splitting;

public sealed class PackageMapReaderTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private string[] ProblemsOf(string rules) =>
        [.. Should.Throw<InvalidInputException>(() => Build.Map(_directory, rules)).Diagnostics
            .Select(d => d.ToString().Replace(_directory.Path + "/", ""))];

    [Fact]
    public void Every_mistake_is_reported_with_its_place_and_what_was_probably_meant() =>
        ProblemsOf("""
            rules:
              - {to: gpus, because: x, when: {name: ast}}
              - {to: gpu, becuase: x, when: {pth: a}}
              - {to: gpu, because: x}
              - {to: core, because: x, when: {pci: {class: "3"}}}
              - {to: core, because: x, when: {target: kmv}}
            """).ShouldBe(
        [
            "map.yaml:9:10: error KS0101: no package \"gpus\". Did you mean \"gpu\"?",
            "map.yaml:10:5: error KS0101: \"because\" is missing",
            "map.yaml:10:15: error KS0101: unknown key \"becuase\". Did you mean \"because\"?",
            "map.yaml:10:34: error KS0101: unknown key \"pth\". Did you mean \"path\"?",
            "map.yaml:11:5: error KS0101: \"when\" is missing. A rule without a condition would take every module",
            "map.yaml:12:48: error KS0101: \"3\" is no PCI class. Write hexadecimal digits in quotes, as in class: "
                + "\"10\"",
            "map.yaml:13:43: error KS0101: no such target \"kmv\"",
        ]);

    [Theory]
    [InlineData("{name: ast, not: {name: ast}}", "this can never hold: the same condition is required and excluded")]
    [InlineData("{all: [{name: ast}, {name: [igb, igc]}]}", "this can never hold: a module has one name")]
    [InlineData("{all: [{path: \"drivers/net/**\"}, {path: \"sound/**\"}]}",
        "this can never hold: a module has one path")]
    [InlineData("{all: [{license: GPL}, {license: Proprietary}]}", "this can never hold: a module has one licence")]
    [InlineData("{any: []}", "\"any\" lists no conditions")]
    [InlineData("{name: []}", "\"name\" lists nothing: no module would match")]
    [InlineData("{pci: {}}", "\"pci\" tests nothing")]
    [InlineData("{}", "the condition is empty")]
    public void A_condition_that_can_t_hold_is_an_error(string condition, string problem) =>
        ProblemsOf($"rules:\n  - {{to: gpu, because: x, when: {condition}}}\n").ShouldHaveSingleItem().ShouldContain(
            $"error KS0101: {problem}");

    [Theory]
    [InlineData("{all: [{name: a*}, {name: ast}]}")]
    [InlineData("{all: [{path: \"drivers/**\"}, {path: \"drivers/net/**\"}]}")]
    [InlineData("{all: [{path: \"**/intel/**\"}, {path: \"sound/**\"}]}")]
    [InlineData("{all: [{modalias: pci}, {modalias: usb}]}")]
    [InlineData("{name: ast, not: {name: igb}}")]
    public void A_condition_that_may_hold_is_none(string condition) =>
        Build.Map(_directory, $"rules:\n  - {{to: gpu, because: x, when: {condition}}}\n").Rules.Count.ShouldBe(1);

    [Fact]
    public void A_rule_that_says_the_same_as_an_earlier_one_is_an_error() =>
        ProblemsOf("""
            rules:
              - {to: core, because: x, when: {name: ast}}
              - {to: gpu, because: x, when: {name: ast}}
            """).ShouldBe(["map.yaml:10:33: error KS0101: the rule in line 9 has the same condition and comes first: this one never decides"]);

    [Fact]
    public void A_rule_that_needs_the_source_says_so_where_there_is_none()
    {
        var map = Build.Map(
            _directory, "rules:\n  - {to: gpu, because: x, when: {any: [{name: a}, {kconfig: DRM_AST}]}}\n");

        Should.Throw<InvalidInputException>(() =>
            KernelSplit.Splitting.Solving.Solver.Solve(new(Build.Tree(Build.Module("a"))), map))
            .Message.Replace(_directory.Path + "/", "")
                .ShouldBe("map.yaml:9: error KS0001: `kconfig:` conditions need the kernel source (--source)");
    }

    [Fact]
    public void Text_that_is_no_yaml_is_placed() =>
        ProblemsOf("rules: [").ShouldHaveSingleItem()
            .ShouldBe("map.yaml:8:8: error KS0101: not YAML: this \"[\" is not closed");

    [Fact]
    public void Packages_that_require_each_other_are_named()
    {
        var file = _directory.Write("cycle.yaml", """
            version: 1
            name: cycle
            packages:
              - {name: a, summary: A, requires: [b]}
              - {name: b, summary: B, requires: [a], default: true}
            """);

        Should.Throw<InvalidInputException>(
            () => KernelSplit.Splitting.Maps.PackageMapReader.Read(file, new(_directory.Path)))
            .Message.ShouldEndWith("cycle.yaml:4:5: error KS0101: packages require each other: a -> b -> a");
    }

    [Fact]
    public void There_is_exactly_one_default_package()
    {
        var file = _directory.Write("two.yaml", """
            version: 1
            name: two
            packages:
              - {name: a, summary: A, default: true}
              - {name: b, summary: B, default: true}
            """);

        Should.Throw<InvalidInputException>(
            () => KernelSplit.Splitting.Maps.PackageMapReader.Read(file, new(_directory.Path)))
            .Message.ShouldContain("several packages are the default: a, b");
    }

    [Fact]
    public void A_missing_map_is_named() =>
        Should.Throw<InvalidInputException>(
            () => KernelSplit.Splitting.Maps.PackageMapReader.Read("no/map.yaml", new(_directory.Path)))
            .Message.ShouldBe("no/map.yaml: error KS0001: no such file");
}
