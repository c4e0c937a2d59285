using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps;

namespace KernelSplit.Tests.Splitting;

/// <summary>Maps that change another map.</summary>
public sealed class ExtendedMapTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public ExtendedMapTests() => _directory.Write("package-maps/base.yaml", Build.Packages + """
        rules:
          - {to: gpu, because: it draws, when: {path: "drivers/gpu/**"}}
        budgets: {core: 12 MiB, gpu: 3 MB}
        """);

    public void Dispose() => _directory.Dispose();

    private PackageMap Read(string text) =>
        PackageMapReader.Read(
        _directory.Write("mine/map.yaml", "version: 1\nextends: base.yaml\n" + text), new(_directory.Path));

    private string Problem(string text) =>
        Should.Throw<InvalidInputException>(() => Read(text)).Message.Replace(_directory.Path + "/", "");

    [Fact]
    public void Nothing_more_than_its_name_gives_the_same_map()
    {
        var map = Read("name: mine\n");

        map.Name.ShouldBe("mine");
        map.Packages.Select(package => package.Name).ShouldBe(["core", "gpu", "passthrough", "hardware"]);
        map.Rules.ShouldHaveSingleItem().Place.ShouldBe("base.yaml:9");
        map.Default.Name.ShouldBe("hardware");
    }

    [Fact]
    public void Its_own_rules_come_first()
    {
        var map = Read("rules:\n  - {to: core, because: we have them all, when: {name: ast}}\n");

        map.Rules.Select(rule => (rule.Number, rule.Place, rule.IsInherited))
            .ShouldBe([(1, "map.yaml:4", false), (2, "base.yaml:9", true)]);
    }

    [Fact]
    public void A_package_is_changed_key_by_key_and_a_new_one_added()
    {
        var map = Read("""
            packages:
              - {name: helpers, summary: What several need, requires: [core]}
              - {name: gpu, requires: [helpers], stable: true}
              - {name: passthrough, default: true}
            """);

        map.Packages.Select(package => package.Name).ShouldBe(["core", "helpers", "gpu", "passthrough", "hardware"]);
        var gpu = map.Packages.Single(package => package.Name == "gpu");
        (gpu.Summary, gpu.IsStable).ShouldBe(("GPUs", true));
        gpu.Requires.ShouldBe(["helpers"]);
        map.Default.Name.ShouldBe("passthrough");
    }

    [Fact]
    public void A_budget_takes_the_place_of_the_former_one()
    {
        var map = Read("budgets:\n  core: {installed: 10.5 MB, growth: [500 kB, 5 %]}\n");

        map.Budgets.Select(budget => (budget.Package, budget.Installed, budget.Growth, budget.GrowthPercent))
            .ShouldBe([("core", 10_500_000, 500_000, 5.0), ("gpu", 3_000_000, null, null)]);
    }

    [Theory]
    [InlineData("packages:\n  - {name: core, requires: [gpu]}\n", "mine/map.yaml:4:5: error KS0101: packages "
        + "require each "
        + "other: core -> gpu -> core")]
    [InlineData("packages:\n  - {name: core, requires: [gup]}\n", "mine/map.yaml:4:29: error KS0101: no package "
        + "\"gup\". Did "
        + "you mean \"gpu\"?")]
    [InlineData("packages:\n  - {name: more}\n", "mine/map.yaml:4:5: error KS0101: \"summary\" is missing")]
    [InlineData("budgets: {core: much}\n", "mine/map.yaml:3:17: error KS0101: \"much\" is no size. Write for "
        + "example 12 MiB, "
        + "500 kB or 5 %")]
    [InlineData("budgets: {cor: 1 MB}\n", "mine/map.yaml:3:11: error KS0101: no package \"cor\". Did you mean "
        + "\"core\"?")]
    [InlineData("waivers:\n  - {check: budgt, about: core, because: x, until: 2027-01-31}\n", "mine/map.yaml:4:13: "
        + "error KS0101: no check \"budgt\". Did you mean \"budget\"?")]
    [InlineData("waivers:\n  - {check: unclaimed, about: a, because: x}\n",
        "mine/map.yaml:4:13: error KS0102: \"unclaimed\" is now called \"unmatched\"")]
    [InlineData("waivers:\n  - {check: budget, about: core, because: x, until: soon}\n", "mine/map.yaml:4:53: "
        + "error KS0101: "
        + "\"soon\" is no day. Write it as 2027-01-31")]
    public void A_mistake_has_its_place(string text, string problem) => Problem(text).ShouldBe(problem);

    [Fact]
    public void Maps_that_extend_each_other_are_named()
    {
        _directory.Write("mine/other.yaml", "version: 1\nextends: map.yaml\n");

        Should.Throw<InvalidInputException>(
            () => PackageMapReader.Read(
            _directory.Write("mine/map.yaml", "version: 1\nextends: other.yaml\n"), new(_directory.Path)))
            .Message.Replace(_directory.Path + "/", "")
                .ShouldBe("mine/other.yaml:2:10: error KS0101: maps extend each other: mine/map.yaml -> "
                    + "mine/other.yaml "
                    + "-> mine/map.yaml");
    }

    [Fact]
    public void A_map_to_extend_that_is_nowhere_is_an_error() =>
        Should.Throw<InvalidInputException>(
            () => PackageMapReader.Read(
            _directory.Write("mine/map.yaml", "version: 1\nextends: nowhere.yaml\nname: x\n"), new(_directory.Path)))
            .Message.ShouldContain(
                "mine/map.yaml:2:10: error KS0101: no map \"nowhere.yaml\" beside this one or in package-maps/");
}
