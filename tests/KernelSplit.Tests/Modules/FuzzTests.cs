using KernelSplit.Testing.Fuzzing;
using KernelSplit.Testing.Inputs;

namespace KernelSplit.Tests.Modules;

/// <summary>Alone, because it looks at the memory of the process.</summary>
[CollectionDefinition(nameof(FuzzTests), DisableParallelization = true)]
[Collection(nameof(FuzzTests))]
public class FuzzTests
{
    [Fact]
    public void Damaged_modules_and_packages_are_read_or_rejected_without_a_crash()
    {
        using var run = new FuzzRun(new FuzzCorpus([Small(), Other()]));

        run.Run(seed: 1, count: 1000);

        run.Outcomes.Trees.ShouldBeGreaterThan(300);
        run.Outcomes.Refused.ShouldBeGreaterThan(30);
    }

    [Fact]
    public void A_seed_reproduces_its_input()
    {
        var corpus = new FuzzCorpus([Small(), Other()]);
        for (var seed = 0; seed < 20; seed++)
            corpus.Make(seed).Content.ShouldBe(corpus.Make(seed).Content);
    }

    private static byte[] Small() => new ElfModule { Imports = ["kfree"], Exports = ["a_func", "b_func"] }.ToBytes();

    private static byte[] Other() => new ElfModule
    {
        ModInfo = ["license=GPL", "alias=pci:v00008086d*", "depends=a,b", "softdep=pre: c post: d"],
        Imports = [.. Enumerable.Range(0, 50).Select(i => $"function_{i}")],
        WeakImports = ["maybe"],
        Exports = [.. Enumerable.Range(0, 20).Select(i => $"exported_{i}")],
    }.ToBytes();
}
