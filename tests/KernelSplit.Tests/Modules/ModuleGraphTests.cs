using KernelSplit.Foundation;
using KernelSplit.Modules;

namespace KernelSplit.Tests.Modules;

public class ModuleGraphTests
{
    [Fact]
    public void Direct_dependencies_and_users_are_one_step_away()
    {
        var graph = Graph("a: b c", "b: c", "c:");
        graph.DirectDependencies("a").ShouldBe(["b", "c"]);
        graph.DirectUsers("c").ShouldBe(["a", "b"]);
    }

    [Fact]
    public void The_closure_is_all_that_a_module_needs_without_itself() =>
        Graph("a: b", "b: c", "c:", "d:").Closure("a").ShouldBe(["b", "c"]);

    [Fact]
    public void Users_come_before_what_they_need()
    {
        var order = Graph("c:", "b: c", "a: b", "d: c").UsersFirst().ToList();
        order.Count.ShouldBe(4);
        order.IndexOf("a").ShouldBeLessThan(order.IndexOf("b"));
        order.IndexOf("b").ShouldBeLessThan(order.IndexOf("c"));
        order.IndexOf("d").ShouldBeLessThan(order.IndexOf("c"));
    }

    [Fact]
    public void The_order_does_not_depend_on_the_order_of_the_input() =>
        Graph("a: b", "b:", "c: b").UsersFirst().ShouldBe(Graph("c: b", "b:", "a: b").UsersFirst());

    [Fact]
    public void A_tree_without_cycles_has_none() => Graph("a: b c", "b: c", "c:").Cycles.ShouldBeEmpty();

    [Fact]
    public void A_cycle_is_listed_in_order() => Graph("a: c", "b: a", "c: b").Cycles.ShouldBe([["a", "c", "b"]]);

    [Fact]
    public void Separate_cycles_are_listed_separately() =>
        Graph("a: b", "b: a", "c: d", "d: c").Cycles.ShouldBe([["a", "b"], ["c", "d"]]);

    [Fact]
    public void A_module_that_needs_itself_is_a_cycle() => Graph("a: a").Cycles.ShouldBe([["a"]]);

    [Fact]
    public void There_is_no_order_in_a_cycle_and_the_error_lists_it()
    {
        var graph = Graph("a: b", "b: a", "c:");
        Should.Throw<InvalidInputException>(graph.UsersFirst)
            .Diagnostics.ShouldHaveSingleItem().Message.ShouldBe("dependency cycle: a -> b -> a");
    }

    [Fact]
    public void Modules_beside_the_shortest_cycle_are_named_too()
    {
        var graph = Graph("a: b", "b: a c", "c: d", "d: b", "e: a");

        graph.Describe(graph.Cycles.ShouldHaveSingleItem()).Message
            .ShouldBe("dependency cycle: a -> b -> a; in cycles with these: c, d");
    }

    [Fact]
    public void A_very_long_chain_does_not_overflow_the_stack()
    {
        var chain = Enumerable.Range(0, 20_000).Select(i => $"m{i:D5}: m{i + 1:D5}");
        Graph([.. chain, "m20000:"]).UsersFirst()[^1].ShouldBe("m20000");
    }

    /// <summary>Each text is a module and what it needs: <c>a: b c</c>.</summary>
    private static ModuleGraph Graph(params string[] modules) => new(new ModuleTree("6.12", modules.Select(Module)));

    private static KernelModule Module(string text)
    {
        var parts = text.Split(':');
        return new KernelModule
        {
            Path = $"kernel/{parts[0]}.ko",
            Dependencies = parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries),
        };
    }
}
