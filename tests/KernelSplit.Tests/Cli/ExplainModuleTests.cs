using System.Text.Json;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;
using KernelSplit.Tests.Splitting;

namespace KernelSplit.Tests.Cli;

/// <summary><c>kernelsplit explain</c> for modules and packages.</summary>
public sealed class ExplainModuleTests : IDisposable
{
    private readonly TempDirectory _folder = new();

    public ExplainModuleTests()
    {
        var kernel = new KernelFacts(Build.Tree(
            Build.Module("drivers/gpu/drm/virtio/virtio-gpu", needs: ["drm_helper"]),
            Build.Module("drivers/gpu/helpers/drm_helper", needs: ["drm_base"]),
            Build.Module("drivers/base/drm_base"),
            Build.Module("sound/lonely")));
        var map = Build.Map(_folder, "rules:\n  - {to: gpu, because: it drives a graphics card, when: {path: \"drivers/gpu/drm/**\"}}\n");
        _folder.Write("plan.json", PlanFile.Write(Solver.Solve(kernel, map)));
    }

    public void Dispose() => _folder.Dispose();

    private (int ExitCode, string Output, string Errors) Explain(params string[] arguments) => Command.Run(_folder.Path, ["explain", .. arguments]);

    [Fact]
    public void A_module_is_followed_down_to_the_rule_that_holds_it() => Explain("drm-base").Output.ShouldBe("""
        drm_base is in gpu of 6.12.0-test (kernel/drivers/base/drm_base.ko.xz, 1000 B)
          drm_helper needs it
            drm_helper is in gpu: virtio_gpu needs it
              virtio_gpu is in gpu: it drives a graphics card (map.yaml:9): it is built from drivers/gpu/drm/**
        It needs no module.
        Needed by drm_helper (gpu).

        """);

    [Fact]
    public void A_module_that_nothing_names_says_so() =>
        Explain("lonely").Output.ShouldContain("\n  no rule names it and nothing ties it to another package than hardware\n");

    [Fact]
    public void A_package_tells_what_is_in_it_by_reason() => Explain("gpu").Output.ShouldBe("""
        gpu of 6.12.0-test: GPUs
        3 modules, 2.9 KiB; it requires core
          2 modules, 2.0 KiB: no rule names them; modules that need them hold them here
            drm_base, drm_helper
          1 module, 1000 B: it drives a graphics card (map.yaml:9)
            virtio_gpu

        """);

    [Fact]
    public void Programs_get_the_whole_story()
    {
        var story = JsonDocument.Parse(Explain("drm_helper", "--json").Output).RootElement.GetProperty("story").EnumerateArray().ToList();

        story.Select(step => step.GetProperty("module").GetString()).ShouldBe(["drm_helper", "virtio_gpu"]);
        story[1].GetProperty("rule").GetString().ShouldBe("map.yaml:9");
    }

    [Theory]
    [InlineData("virtio_gpo", "Did you mean \"virtio_gpu\"?")]
    [InlineData("something_else", "no module or package of plan.json")]
    public void What_is_neither_is_an_error(string what, string message)
    {
        var (exitCode, _, errors) = Explain(what);

        exitCode.ShouldBe(2);
        errors.ShouldContain(message);
        errors.Length.ShouldBeLessThan(200);
    }

    [Fact]
    public void Without_a_plan_the_way_out_is_said()
    {
        using var empty = new TempDirectory();

        var (exitCode, _, errors) = Command.Run(empty.Path, "explain", "virtio-net");

        exitCode.ShouldBe(2);
        errors.ShouldContain("Name one with --plan; for a Kconfig symbol write CONFIG_VIRTIO_NET");
    }
}
