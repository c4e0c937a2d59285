using System.Text.Json;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;
using KernelSplit.Tests.Splitting;

namespace KernelSplit.Tests.Cli;

/// <summary><c>kernelsplit explain</c> for modules and packages.</summary>
public sealed class ExplainModuleTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public ExplainModuleTests()
    {
        var kernel = new KernelFacts(Build.Tree(
            Build.Module("drivers/gpu/drm/virtio/virtio-gpu", needs: ["drm_helper"]),
            Build.Module("drivers/gpu/helpers/drm_helper", needs: ["drm_base"]),
            Build.Module("drivers/base/drm_base"),
            Build.Module("sound/lonely")));
        var map = Build.Map(
            _directory,
            "rules:\n  - {to: gpu, because: it drives a graphics card, when: {path: \"drivers/gpu/drm/**\"}}\n");
        _directory.Write("plan.json", PlanFile.Write(Solver.Solve(kernel, map)));
    }

    public void Dispose() => _directory.Dispose();

    private (int ExitCode, string Output, string Errors) Explain(params string[] arguments) =>
        Command.Run(_directory.Path, ["explain", .. arguments]);

    [Fact]
    public void A_module_is_followed_down_to_the_rule_that_holds_it() => Explain("drm-base").Output.ShouldBe("""
        drm_base is in gpu: only drm_helper needs it, virtio_gpu needs drm_helper, and a rule puts virtio_gpu there because it drives a graphics card (map.yaml:9): it is built from drivers/gpu/drm/**.
        It needs no other module. Needed by drm_helper (gpu).
        Its file is kernel/drivers/base/drm_base.ko.xz of 6.12.0-test, 1000 B.

        """);

    [Fact]
    public void A_package_tells_what_is_in_it_by_reason() => Explain("gpu").Output.ShouldBe("""
        gpu: GPUs.
        It holds 3 modules of the 4 of 6.12.0-test, 2.9 KiB of 3.9 KiB. It requires core.
        The largest are drm_base (1000 B), drm_helper (1000 B) and virtio_gpu (1000 B).
        - 1 module, 1000 B: a rule puts it there because it drives a graphics card (map.yaml:9): virtio_gpu.
        - 2 modules, 2.0 KiB: needed by modules there: drm_base and drm_helper (for virtio_gpu).

        """);

    [Fact]
    public void Programs_get_the_whole_story()
    {
        var module = JsonDocument.Parse(Explain("drm-base", "--json").Output).RootElement.GetProperty("module");

        module.GetProperty("chain").EnumerateArray().Select(link =>
            $"{link.GetProperty("user")} {link.GetProperty("dependency")}")
            .ShouldBe(["drm_helper drm_base", "virtio_gpu drm_helper"]);
        module.GetProperty("heldBy").GetProperty("reason").GetProperty("rule").GetString().ShouldBe("map.yaml:9");
        module.GetProperty("neededBy")[0].GetProperty("package").GetString().ShouldBe("gpu");
    }

    [Fact]
    public void Programs_get_a_package_by_reason()
    {
        var package = JsonDocument.Parse(Explain("gpu", "--json").Output).RootElement.GetProperty("package");

        package.GetProperty("modules").GetInt32().ShouldBe(3);
        package.GetProperty("shares").EnumerateArray().Select(share => share.GetProperty("kind").GetString()).ShouldBe(
            ["rule", "needed-by"]);
    }

    [Theory]
    [InlineData("virtio_gpo", "Did you mean \"virtio_gpu\"? It may be built in")]
    [InlineData(
        "something_else",
        "no module or package of 6.12.0-test. It may be built into the kernel image; --kernel shows that")]
    public void What_is_neither_is_an_error(string what, string message)
    {
        var (exitCode, _, errors) = Explain(what);

        exitCode.ShouldBe(2);
        errors.ShouldContain(message);
        errors.Length.ShouldBeLessThan(200);
    }

    [Theory]
    [InlineData("virtio-gpu.ko.xz")]
    [InlineData("/lib/modules/6.12.0-test/kernel/drivers/gpu/drm/virtio/virtio-gpu.ko.xz")]
    [InlineData("VIRTIO_GPU")]
    [InlineData("drivers/gpu/drm/virtio/virtio-gpu.c")]
    [InlineData("drivers/gpu/drm/virtio/virtgpu_drv.c")]
    public void A_module_is_found_however_it_is_written(string what) =>
        Explain(what).Output.ShouldStartWith("virtio_gpu is in gpu: ");

    [Fact]
    public void A_package_is_found_by_its_full_name() =>
        Explain("kernel-cloud-gpu").Output.ShouldStartWith("gpu: GPUs.");

    [Theory]
    [InlineData("drm", "\"drm_base\"")]
    [InlineData("lonly", "\"lonely\"")]
    public void A_hint_is_what_a_person_would_give(string what, string hint) =>
        Explain(what).Errors.ShouldContain($"Did you mean {hint}?");

    [Theory]
    [InlineData("mlx5")]
    [InlineData("gpa_virtio")]
    public void A_hint_that_would_be_absurd_is_none(string what) =>
        Explain(what).Errors.ShouldNotContain("Did you mean");

    [Fact]
    public void Without_a_plan_the_way_out_is_said()
    {
        using var empty = new TempDirectory();

        var (exitCode, _, errors) = Command.Run(empty.Path, "explain", "virtio-net");

        exitCode.ShouldBe(2);
        errors.ShouldContain(
            "Give a plan with --plan or a kernel with --kernel; for a Kconfig symbol, write CONFIG_VIRTIO_NET");
    }
}
