using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

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
