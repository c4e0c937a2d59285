using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Tests.Splitting;

/// <summary>Modules on which others have a soft or weak dependency.</summary>
public sealed class OptionalDependencyTests : IDisposable
{
    private const string Rules = """
        rules:
          - {to: core, because: a guest needs it, when: {name: disk}}
          - {to: gpu, because: it drives a GPU, when: {path: "gpu/**"}}
        """;

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private Plan Solve(params KernelModule[] modules) =>
        Solver.Solve(new KernelFacts(Build.Tree(modules)), Build.Map(_directory, Rules));

    private static KernelModule Having(KernelModule module, string field, string value) =>
        module with { ModInfo = new ModInfo([new ModInfoField(field, value)]) };

    private static string PackageOf(Plan plan, string module) =>
        plan.Placements.Single(p => p.Module == module).Package;

    [Theory]
    [InlineData("softdep", "pre: crc")]
    [InlineData("softdep", "post: crypto-crc")]
    [InlineData("weakdep", "crc")]
    public void A_module_that_nobody_names_or_needs_is_beside_the_one_with_a_soft_dependency_on_it(
        string field, string value)
    {
        var plan = Solve(
            Having(Build.Module("drivers/disk"), field, value), Build.Module("lib/crc", aliases: ["crypto-crc"]));

        PackageOf(plan, "crc").ShouldBe("core");
        var reason = plan.Placements.Single(p => p.Module == "crc").Reason;
        reason.Kind.ShouldBe(ReasonKind.SoftDependencyOf);
        reason.Words("core").ShouldBe("disk has a soft dependency on it");
    }

    [Fact]
    public void What_it_needs_comes_along()
    {
        var plan = Solve(
            Having(Build.Module("drivers/disk"), "softdep", "pre: crc"), Build.Module("lib/crc", needs: ["table"]),
            Build.Module("lib/table"));

        PackageOf(plan, "table").ShouldBe("core");
    }

    [Fact]
    public void A_soft_dependency_moves_nothing_that_would_lose_a_hard_one()
    {
        var plan = Solve(
            Having(Build.Module("drivers/disk"), "softdep", "pre: show"), Build.Module("lib/show", needs: ["card"]),
            Build.Module("gpu/card"));

        PackageOf(plan, "card").ShouldBe("gpu");
        PackageOf(plan, "show").ShouldBe("gpu");
    }

    [Fact]
    public void A_rule_says_more_than_a_soft_dependency()
    {
        var plan = Solve(Having(Build.Module("drivers/disk"), "softdep", "pre: card"), Build.Module("gpu/card"));

        PackageOf(plan, "card").ShouldBe("gpu");
    }

    [Fact]
    public void A_helper_on_which_a_lower_package_has_a_weak_dependency_serves_both()
    {
        var plan = Solve(
            Having(Build.Module("drivers/disk"), "weakdep", "crc"), Build.Module("gpu/card", needs: ["crc"]),
            Build.Module("lib/crc"));

        PackageOf(plan, "crc").ShouldBe("core");
    }
}
