using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Splitting.Explaining;
using KernelSplit.Splitting.Maps;

namespace KernelSplit.Tests.Splitting.Explaining;

public sealed class WhyNotTests : IDisposable
{
    private const string Rules = """
        rules:
          - {to: core, because: a guest needs it, when: {target: [kvm]}}
          - {to: gpu, because: it drives a graphics card, when: {path: "gpu/**"}}

        """;

    private readonly TempDirectory _directory = new();
    private readonly KernelFacts _kernel = new(new ModuleTree(
        "6.12.0-test",
        [
            Build.Module("gpu/qxl", needs: ["helper"]),
            Build.Module("gpu/other"),
            Build.Module("lib/helper", needs: ["base"]),
            Build.Module("lib/base"),
            Build.Module("net/always", needs: ["used"]),
            Build.Module("net/used"),
        ],
        [new BuiltInModule("ext4", "fs/ext4/ext4", ModInfo.Empty)]));

    public WhyNotTests() =>
        _directory.Write("fragments/kvm/target.yaml", "name: kvm\nsummary: Guests of KVM\nmodules: [always]\n");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_module_takes_along_what_it_needs()
    {
        var answer = Ask("core", "qxl");

        answer.IsPossible.ShouldBeTrue();
        answer.Module.Package.ShouldBe("gpu");
        answer.Following.Select(move => move.Before.Module).ShouldBe(["qxl", "base", "helper"]);
        answer.Others.ShouldBeEmpty();
    }

    [Fact]
    public void The_split_is_that_of_a_map_with_the_rule()
    {
        var written = Build.Map(
            _directory, Rules.Replace(
            "rules:\n", "rules:\n  - {to: core, because: we boot from it, when: {name: qxl}}\n"));

        var split = KernelSplit.Splitting.Solving.Solver.Solve(_kernel, written);

        Ask("core", "qxl").After!.Placements.Select(placed => (placed.Module, placed.Package))
            .ShouldBe(split.Placements.Select(placed => (placed.Module, placed.Package)));
    }

    [Fact]
    public void What_others_hold_stays_and_the_answer_has_their_names()
    {
        var answer = Ask("gpu", "used");

        answer.IsPossible.ShouldBeFalse();
        answer.Outcome!.Package.ShouldBe("core");
        answer.Outcome.Reason.Modules.ShouldBe(["always"]);
    }

    [Theory]
    [InlineData("gpo", "qxl", "no package \"gpo\" in the map test. Did you mean \"gpu\"?")]
    [InlineData("core", "qxm", "no module of 6.12.0-test. Did you mean \"qxl\"?")]
    [InlineData("core", "ext4", "ext4 is built into the kernel image")]
    [InlineData("gpu", "qxl", "is in gpu already")]
    public void What_cannot_be_asked_is_an_error(string package, string module, string error) =>
        Should.Throw<InvalidInputException>(() => Ask(package, module)).Message.ShouldContain(error);

    private WhyNot Ask(string package, string module) =>
        WhyNot.Of(_kernel, Build.Map(_directory, Rules), package, module);
}
