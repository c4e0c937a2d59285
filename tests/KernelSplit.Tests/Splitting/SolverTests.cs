using CsCheck;
using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Tests.Splitting;

public sealed class SolverTests : IDisposable
{
    private const string Rules = """
        rules:
          - {to: core, because: a guest needs it, when: {name: [virtio_net, overlay]}}
          - {to: gpu, because: it drives a GPU, when: {path: "drivers/gpu/**"}}
          - {to: passthrough, because: it drives a PCI device, when: {modalias: pci}}
        """;

    private static readonly string[] Pci = ["pci:v00008086d00001521sv*sd*bc*sc*i*"];

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private Plan Solve(params KernelModule[] modules) =>
        Solver.Solve(new KernelFacts(Build.Tree(modules)), Build.Map(_directory, Rules));

    private static string PackageOf(Plan plan, string module) =>
        plan.Placements.Single(p => p.Module == module).Package;

    private static Reason ReasonOf(Plan plan, string module) => plan.Placements.Single(p => p.Module == module).Reason;

    [Fact]
    public void A_rule_places_what_it_names_and_the_reason_tells_where_it_stands()
    {
        var plan = Solve(Build.Module("drivers/gpu/drm/ast/ast"));

        PackageOf(plan, "ast").ShouldBe("gpu");
        var reason = ReasonOf(plan, "ast");
        reason.Rule.ShouldBe("map.yaml:10");
        reason.Because.ShouldBe("it drives a GPU");
        reason.Evidence.ShouldBe("is built from drivers/gpu/**");
    }

    [Fact]
    public void A_module_that_nothing_names_or_needs_goes_to_the_default_package()
    {
        var plan = Solve(Build.Module("drivers/hwmon/coretemp"));

        PackageOf(plan, "coretemp").ShouldBe("hardware");
        ReasonOf(plan, "coretemp").Kind.ShouldBe(ReasonKind.Default);
    }

    [Fact]
    public void A_helper_of_one_package_stays_out_of_core()
    {
        var plan = Solve(
            Build.Module("drivers/gpu/drm/ast/ast", needs: ["drm_helper"]),
            Build.Module("drivers/gpu/drm/mgag200/mgag200", needs: ["drm_helper"]),
            Build.Module("lib/drm_helper", needs: ["cec"]),
            Build.Module("lib/cec"));

        PackageOf(plan, "drm_helper").ShouldBe("gpu");
        PackageOf(plan, "cec").ShouldBe("gpu");
        ReasonOf(plan, "cec").Modules.ShouldBe(["drm_helper"]);
        ReasonOf(plan, "drm_helper").Modules.ShouldBe(["ast", "mgag200"]);
    }

    [Fact]
    public void A_helper_of_two_siblings_goes_to_what_both_require()
    {
        var plan = Solve(
            Build.Module("drivers/gpu/drm/ast/ast", needs: ["i2c_algo_bit"]),
            Build.Module("drivers/net/igb", needs: ["i2c_algo_bit"], aliases: Pci),
            Build.Module("drivers/i2c/i2c-algo-bit"));

        PackageOf(plan, "i2c_algo_bit").ShouldBe("core");
        ReasonOf(plan, "i2c_algo_bit").Modules.ShouldBe(["ast", "igb"]);
    }

    [Fact]
    public void A_path_gives_way_to_what_a_module_drives_so_the_user_follows_its_dependency()
    {
        var plan = Solve(
            Build.Module("drivers/gpu/helper", needs: ["host"]),
            Build.Module("drivers/host", aliases: Pci));

        PackageOf(plan, "helper").ShouldBe("passthrough");
        ReasonOf(plan, "helper").Kind.ShouldBe(ReasonKind.Needs);
        ReasonOf(plan, "helper").Modules.ShouldBe(["host"]);
    }

    [Fact]
    public void What_a_stronger_claimed_module_needs_sinks_to_it()
    {
        var plan = Solve(
            Build.Module("drivers/net/virtio_net", needs: ["failover"]),
            Build.Module("net/failover", aliases: Pci));

        PackageOf(plan, "failover").ShouldBe("core");
        ReasonOf(plan, "failover").Kind.ShouldBe(ReasonKind.NeededBy);
        ReasonOf(plan, "failover").Modules.ShouldBe(["virtio_net"]);
    }

    [Fact]
    public void A_sunk_module_takes_its_own_dependencies_along()
    {
        var plan = Solve(
            Build.Module("drivers/net/virtio_net", needs: ["a"]),
            Build.Module("lib/a", needs: ["b"], aliases: Pci),
            Build.Module("lib/b", aliases: Pci));

        PackageOf(plan, "b").ShouldBe("core");
    }

    [Fact]
    public void An_unnamed_module_follows_what_it_depends_on_instead_of_pulling_it_down()
    {
        var plan = Solve(
            Build.Module("sound/snd-hda-codec", needs: ["snd_hda_core"]),
            Build.Module("sound/snd-hda-intel", needs: ["snd_hda_core"], aliases: Pci),
            Build.Module("sound/snd-hda-core"));

        PackageOf(plan, "snd_hda_core").ShouldBe("passthrough");
        PackageOf(plan, "snd_hda_codec").ShouldBe("passthrough");
        ReasonOf(plan, "snd_hda_codec").Kind.ShouldBe(ReasonKind.Needs);
    }

    [Fact]
    public void A_family_of_unnamed_modules_moves_together()
    {
        // "glue" must go where "card" is; its helper and the helper's other user follow rather than sink to core.
        var plan = Solve(
            Build.Module("a/card", aliases: Pci),
            Build.Module("a/glue", needs: ["card", "helper"]),
            Build.Module("a/helper"),
            Build.Module("a/other", needs: ["helper"]));

        foreach (var module in new[] { "glue", "helper", "other" })
            PackageOf(plan, module).ShouldBe("passthrough");
    }

    [Fact]
    public void What_ties_two_siblings_together_is_shared()
    {
        var plan = Solve(
            Build.Module("a/card", aliases: Pci),
            Build.Module("drivers/gpu/chip"),
            Build.Module("a/bridge", needs: ["card", "chip"]));

        var serves = new KernelSplit.Splitting.Maps.PackageReach(plan.Packages);
        foreach (var placement in plan.Placements)
        {
            foreach (var dependency in placement.Dependencies)
                serves.Serves(placement.Package, PackageOf(plan, dependency))
                    .ShouldBeTrue($"{placement.Module} needs {dependency}");
        }
    }

    [Theory]
    [InlineData("mid", "end")]
    [InlineData("end", "mid")]
    public void A_chain_of_soft_dependencies_is_followed_whatever_its_modules_are_called(string second, string third)
    {
        var plan = Solve(
            Build.Module("net/overlay", softNeeds: [second]),
            Build.Module($"lib/{second}", softNeeds: [third]),
            Build.Module($"lib/{third}"));

        PackageOf(plan, second).ShouldBe("core");
        PackageOf(plan, third).ShouldBe("core");
    }

    [Fact]
    public void Modules_that_have_soft_dependencies_on_each_other_follow_the_one_outside()
    {
        var plan = Solve(
            Build.Module("net/overlay", softNeeds: ["one"]),
            Build.Module("lib/one", softNeeds: ["two"]),
            Build.Module("lib/two", softNeeds: ["one"]));

        PackageOf(plan, "one").ShouldBe("core");
        PackageOf(plan, "two").ShouldBe("core");
    }

    [Fact]
    public void A_plan_is_found_where_two_packages_in_the_middle_divide_the_rest()
    {
        var file = _directory.Write("map.yaml", """
            version: 1
            name: crown
            packages:
              - {name: core, summary: S}
              - {name: pe, summary: S, requires: [core]}
              - {name: pf, summary: S, requires: [core]}
              - {name: pc, summary: S, requires: [pe, pf]}
              - {name: pd, summary: S, requires: [pe, pf]}
              - {name: pa, summary: S, requires: [pc, pd]}
              - {name: pb, summary: S, requires: [pc, pd]}
              - {name: rest, summary: S, requires: [pa, pb], default: true}
            rules:
              - {to: pa, because: a, when: {name: a}}
              - {to: pb, because: b, when: {name: b}}
              - {to: pe, because: e, when: {name: e}}
              - {to: pf, because: f, when: {name: f}}
              - {to: pc, because: x1, when: {name: x1}}
              - {to: pd, because: x3, when: {name: x3}}
            """);
        var tree = Build.Tree(
            Build.Module("a", needs: ["y1", "y2"]), Build.Module("b", needs: ["y1", "y2"]),
            Build.Module("y1", needs: ["x1", "x2"]), Build.Module("y2", needs: ["x2", "x3"]),
            Build.Module("x2", needs: ["e", "f"]), Build.Module("x1"), Build.Module("x3"),
            Build.Module("e"), Build.Module("f"));

        var plan = Solver.Solve(new KernelFacts(tree), PackageMapReader.Read(file, new(_directory.Path)));

        PackageOf(plan, "x1").ShouldBe("pc");
        PackageOf(plan, "x2").ShouldBe("pc");
        PackageOf(plan, "x3").ShouldBe("pe");
        ReasonOf(plan, "x3").Words("pe").ShouldBe("y2 needs it, although x3 (map.yaml:18)");
    }

    [Fact]
    public void The_order_of_modules_makes_no_difference_to_a_single_byte()
    {
        var modules = new[]
        {
            Build.Module("drivers/gpu/drm/ast/ast", needs: ["helper"]),
            Build.Module("drivers/net/igb", needs: ["helper", "mdio"], aliases: Pci),
            Build.Module("lib/helper"),
            Build.Module("lib/mdio"),
            Build.Module("lib/user", needs: ["mdio"]),
        };
        var expected = PlanFile.Write(Solve(modules));

        Gen.Shuffle(modules).Sample(shuffled => PlanFile.Write(Solve(shuffled)) == expected, iter: 20, threads: 1);
    }

    [Fact]
    public void Every_hard_dependency_is_installed_with_its_user_on_random_trees()
    {
        var oneInFour = Gen.Int[0, 3].Select(number => number == 0);
        var needs = Gen.Int[0, 5].Array[25];
        var trees = Gen.Select(oneInFour, oneInFour, needs).Array[0, 25].Select(modules =>
            modules.Select((module, i) => Build.Module(
            module.Item1 ? $"drivers/gpu/m{i}" : $"lib/m{i}",
            needs: [.. Enumerable.Range(0, i).Where(j => module.Item3[j] == 0).Select(j => $"m{j}")],
            aliases: module.Item2 ? Pci : [])).ToArray());

        trees.Sample(
            modules =>
            {
                var plan = Solve(modules);
                var package = plan.Placements.ToDictionary(p => p.Module, p => p.Package);
                var reach = new PackageReach(plan.Packages);
                return plan.Placements.All(placement =>
                    placement.Dependencies.All(d => reach.Serves(placement.Package, package[d])));
            },
            iter: 400,
            threads: 1,
            print: modules => string
                .Join('\n', modules.Select(module => $"{module.Path} needs {string.Join(' ', module.Dependencies)}")));
    }

    [Fact]
    public void Modules_that_need_each_other_are_named() =>
        Should.Throw<InvalidInputException>(() =>
            Solve(Build.Module("a", needs: ["b"]), Build.Module("b", needs: ["a"])))
            .Message.ShouldContain("a -> b -> a");
}
