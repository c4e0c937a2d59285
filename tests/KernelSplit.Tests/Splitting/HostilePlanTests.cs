using System.Text.Json.Nodes;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Tests.Splitting;

/// <summary>Plans that no solver wrote.</summary>
public sealed class HostilePlanTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private static JsonNode Plan(TempDirectory directory) => JsonNode.Parse(PlanFile.Write(Solver.Solve(
        new KernelFacts(Build.Tree(Build.Module("drivers/net/a"), Build.Module("drivers/net/b"))),
        Build.Map(directory, "rules: []\n"))))!;

    private string Refusal(Action<JsonNode> change)
    {
        var plan = Plan(_directory);
        change(plan);
        return Should.Throw<InvalidInputException>(() =>
            PlanFile.Read(_directory.Write("plan.json", plan.ToJsonString()))).Message;
    }

    [Theory]
    [InlineData("x%(touch PWNED)")]
    [InlineData("%{lua:os.exit()}")]
    [InlineData("../../x")]
    [InlineData("a b")]
    [InlineData("a\nLicense: b")]
    [InlineData("-a")]
    [InlineData("")]
    [InlineData("gpu\u202e")]
    public void Names_of_packages_and_maps_are_names(string name)
    {
        Refusal(plan => plan["map"] = name).ShouldContain("\"map\" is no name");
        Refusal(plan => plan["packages"]![1]!["name"] = name).ShouldContain("packages[1].name is no package's name");
    }

    [Theory]
    [InlineData("contract")]
    [InlineData("budgets")]
    [InlineData("neverLose")]
    public void A_limit_that_is_spelt_otherwise_is_not_none(string limit) =>
        Refusal(plan => plan.AsObject().Remove(limit)).ShouldContain("no whole plan");

    [Fact]
    public void A_plan_without_any_limits_says_so()
    {
        var plan = Plan(_directory);
        foreach (var limit in new[] { "contract", "budgets", "waivers", "neverLose" })
            plan.AsObject().Remove(limit);

        PlanFile.Read(_directory.Write("plan.json", plan.ToJsonString())).Warnings.Single().ToString()
            .ShouldContain("warning KS0001: a plan without contract, budgets, waivers and never-lose");
    }

    [Theory]
    [InlineData("6.12.0 x")]
    [InlineData("../6.12.0")]
    [InlineData("6.12.0\n")]
    [InlineData("%(id)")]
    public void The_release_is_one(string release) =>
        Refusal(plan => plan["release"] = release).ShouldContain("\"release\" is no kernel's release");

    [Theory]
    [InlineData("../../../../etc/a.ko")]
    [InlineData("/etc/a.ko")]
    [InlineData("kernel//a.ko")]
    [InlineData("kernel/a.ko\n/etc/a.ko")]
    [InlineData("kernel/a.txt")]
    [InlineData("kernel/.ko")]
    [InlineData("")]
    public void A_modules_path_is_below_its_kernels_directory(string path) =>
        Refusal(plan => plan["modules"]![0]!["path"] = path).ShouldContain("modules[0].path is no module's path");

    [Fact]
    public void A_modules_name_is_its_files() =>
        Refusal(plan => plan["modules"]![0]!["module"] = "other")
            .ShouldContain("is not the file of a module \"other\"");

    [Fact]
    public void A_module_is_placed_once() => Refusal(plan =>
        plan["modules"]!.AsArray().Add(plan["modules"]![0]!.DeepClone())).ShouldContain("\"a\" is placed twice");

    [Fact]
    public void Packages_that_require_each_other_are_named() =>
        Refusal(plan => plan["packages"]![0]!["requires"] = new JsonArray("gpu"))
            .ShouldContain("packages[0].requires: \"gpu\" is none of the packages before it");

    [Fact]
    public void A_package_that_requires_an_unknown_one_is_named() =>
        Refusal(plan => plan["packages"]![1]!["requires"] = new JsonArray("sriov"))
            .ShouldContain("packages[1].requires: \"sriov\"");

    [Fact]
    public void A_package_is_defined_once() => Refusal(plan =>
        plan["packages"]!.AsArray().Add(plan["packages"]![0]!.DeepClone())).ShouldContain("\"core\" is defined twice");

    [Fact]
    public void A_package_that_a_module_is_in_exists() =>
        Refusal(plan => plan["modules"]![0]!["package"] = "nowhere")
            .ShouldContain("modules[0]: no package \"nowhere\"");

    [Theory]
    [InlineData(-1L)]
    [InlineData(long.MaxValue)]
    public void A_size_is_possible(long size) =>
        Refusal(plan => plan["modules"]![0]!["size"] = size).ShouldContain("modules[0].size can't be");

    [Theory]
    [InlineData("reason")]
    [InlineData("path")]
    [InlineData("dependencies")]
    public void Everything_is_there(string key) =>
        Refusal(plan => plan["modules"]![0]!.AsObject().Remove(key)).ShouldContain("no whole plan");

    [Fact]
    public void Text_that_is_no_unicode_is_no_crash() =>
        Should.Throw<InvalidInputException>(() => PlanFile.Read(_directory.Write(
            "plan.json", Plan(_directory).ToJsonString().Replace("Core", "\\ud800")))).Message.ShouldContain("no plan");

    [Fact]
    public void A_file_without_end_is_no_plan() =>
        Should.Throw<InvalidInputException>(() => PlanFile.Read("/dev/zero")).Message.ShouldContain("larger than");
}
