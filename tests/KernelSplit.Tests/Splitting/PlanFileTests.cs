using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Tests.Splitting;

public sealed class PlanFileTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_plan_is_read_as_it_was_written()
    {
        var plan = Solver.Solve(
            new KernelFacts(Build.Tree(Build.Module("drivers/net/a"), Build.Module("drivers/net/b", needs: ["a"]))),
            Build.Map(_directory, "rules:\n  - {to: core, because: it must, when: {name: b}}\n"));
        var text = PlanFile.Write(plan);

        PlanFile.Write(PlanFile.Read(_directory.Write("plan.json", text))).ShouldBe(text);
    }

    [Fact]
    public void What_a_plan_is_held_to_comes_back_as_it_was_set()
    {
        var terms = new PlanTerms(
            [
                new(
                    new Requirement("kvm", "disk", ["virtio:d2v1AF4"])
                    {
                        Symbols = new([["VIRTIO_BLK"], ["VIRTIO_PCI", "VIRTIO_MMIO"]]),
                    }, "core"),
                new(new Requirement("kvm", "veth", []), "gpu"),
            ],
            [new Budget("core", 1, 2, 3.5, "map.yaml", 4)],
            [new Waiver("growth", "core", "we know", new DateOnly(2027, 1, 31), "map.yaml", 7)],
            [new NeverLose("pci:v*", "map.yaml", 9)]);
        var plan = Solver.Solve(new KernelFacts(Build.Tree(Build.Module("a"))), Build.Map(_directory, "rules: []\n"));
        var text = PlanFile.Write(plan with { Terms = terms, Image = "aa", Config = "bb" });

        var read = PlanFile.Read(_directory.Write("plan.json", text));

        read.Terms.Budgets.ShouldBe(terms.Budgets);
        read.Terms.Waivers.ShouldBe(terms.Waivers);
        read.Terms.NeverLose.ShouldBe(terms.NeverLose);
        read.Terms.Contract.Select(required => (required.Requirement.Name, required.Package))
            .ShouldBe([("disk", "core"), ("veth", "gpu")]);
        read.Terms.Contract[0].Requirement.Symbols.ToString().ShouldBe("VIRTIO_BLK, VIRTIO_PCI | VIRTIO_MMIO");
        (read.Image, read.Config).ShouldBe(("aa", "bb"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"schema": "kernelsplit-plan-0", "release": "x"}""")]
    [InlineData("""{"schema": "kernelsplit-plan-1", "release": "x", "map": "m", "packages": [null], "modules": [{"module": null}], "warnings": []}""")]
    public void What_is_no_plan_is_an_error_that_names_the_file(string text)
    {
        var file = _directory.Write("plan.json", text);

        Should.Throw<InvalidInputException>(() =>
            PlanFile.Read(file)).Diagnostics.ShouldHaveSingleItem().File.ShouldBe(file);
    }

    [Fact]
    public void A_plan_cut_anywhere_is_an_error_and_never_a_crash()
    {
        var text = PlanFile.Write(
            Solver.Solve(new KernelFacts(Build.Tree(Build.Module("a"))), Build.Map(_directory, "rules: []\n")));
        for (var length = 0; length < text.Length - 2; length += 7)
            Should.Throw<InvalidInputException>(() => PlanFile.Read(_directory.Write("plan.json", text[..length])));
    }
}
