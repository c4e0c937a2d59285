using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Tests.Splitting;

/// <summary>Rules with <c>pin: true</c>.</summary>
public sealed class PinTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private Plan Solve(string rules, params KernelModule[] modules) =>
        Solver.Solve(new KernelFacts(Build.Tree(modules)), Build.Map(_directory, rules));

    private string Refusal(string rules, params KernelModule[] modules) =>
        Should.Throw<InvalidInputException>(() => Solve(rules, modules)).Message.Replace(_directory.Path + "/", "");

    [Fact]
    public void A_pinned_module_stays_and_weaker_ones_make_way()
    {
        var plan = Solve(
            """
            rules:
              - {to: gpu, because: g, when: {name: card}, pin: true}
              - {to: passthrough, because: p, when: {path: lib/**}}
            """,
            Build.Module("drivers/card", needs: ["helper"]),
            Build.Module("lib/helper"));

        plan.Placements.Select(placement => (placement.Module, placement.Package))
            .ShouldBe([("card", "gpu"), ("helper", "core")]);
    }

    [Fact]
    public void What_it_needs_and_can_t_reach_is_an_error_with_the_chain_and_two_ways_out() => Refusal(
        """
        rules:
          - {to: gpu, because: g, when: {path: drivers/**}, pin: true}
          - {to: passthrough, because: p, when: {name: far}, pin: true}
        """,
        Build.Module("drivers/card", needs: ["near"]),
        Build.Module("lib/near", needs: ["far"]),
        Build.Module("lib/far")).ShouldBe(
        "map.yaml:9: error KS0403: card is pinned to gpu and can't stay there: it needs card -> near -> far, and far "
            + "is in "
            + "passthrough: p (map.yaml:10): it is called far. "
        + "Let gpu require passthrough, or send far to gpu or to what that requires");

    [Fact]
    public void A_user_that_can_t_reach_it_is_an_error() => Refusal(
        """
        rules:
          - {to: gpu, because: g, when: {path: lib/**}, pin: true}
          - {to: core, because: c, when: {name: boot}}
        """,
        Build.Module("drivers/boot", needs: ["helper"]),
        Build.Module("lib/helper")).ShouldBe(
        "map.yaml:9: error KS0403: helper is pinned to gpu and can't stay there: boot -> helper needs it, and boot is "
            + "in "
            + "core: c (map.yaml:10): it is called boot. "
        + "Let core require gpu, or send boot to gpu");

    [Fact]
    public void A_module_between_two_packages_is_named() => Refusal(
        """
        rules:
          - {to: gpu, because: g, when: {name: one}}
          - {to: passthrough, because: p, when: {path: lib/two}, pin: true}
        """,
        Build.Module("drivers/bridge", needs: ["one", "two"]),
        Build.Module("lib/one"),
        Build.Module("lib/two")).ShouldContain("bridge -> two needs it, and no package reaches both passthrough and "
            + "what else bridge needs");
}
