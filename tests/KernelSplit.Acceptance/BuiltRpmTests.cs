using System.Text.Json;

namespace KernelSplit.Acceptance;

/// <summary>
/// <c>kernelsplit verify</c> on finished RPMs: ours as they are, and small ones of rpmbuild with a mistake in each.
/// </summary>
[Part(Part.Packages)]
public sealed class BuiltRpmTests(Shared<RepackRun> shared) : IDisposable
{
    private readonly SmallRpms _rpms = new(KernelUnderTest.Of(DistributionKernels.Generic[^1]).Split.PlanFile);

    private RepackRun Run => shared.Value;

    public void Dispose() => _rpms.Dispose();

    [AptFact]
    public void The_packages_of_a_whole_kernel_are_what_their_plan_says()
    {
        var ended = Shell.KernelSplit(Run.Output, ["verify", .. Run.Rpms, "--plan", "plan.json"]);

        ended.ExitCode.ShouldBe(0, ended.Errors);
        ended.Output.ShouldContain("the packages match the plan");
        ended.Errors.ShouldNotContain("unknown file");
    }

    [AptFact]
    public void A_distributions_kernel_is_no_finished_package_of_the_plan() =>
        Shell.KernelSplit(
            Run.Output, "verify", Run.Deb, "--plan", "plan.json").Output.ShouldNotContain("the packages match");

    [AptFact]
    public void A_module_in_the_wrong_package_is_named_with_both()
    {
        _rpms.RemoveModule("gpu");
        _rpms.Add("hardware", _rpms.Module["gpu"]);

        Says($"kernel-small-hardware: error KS0602: {_rpms.Module["gpu"]} belongs in kernel-small-gpu");
    }

    [AptFact]
    public void A_module_that_two_packages_have_is_named()
    {
        _rpms.Add("sriov", _rpms.Module["shared"]);

        Says($"kernel-small-sriov: error KS0602: {_rpms.Module["shared"]} is also in kernel-small-shared");
    }

    [AptFact]
    public void A_missing_module_is_named_with_its_package()
    {
        _rpms.RemoveModule("gpu");

        Says($"kernel-small-gpu: error KS0601: {_rpms.Module["gpu"]} is missing");
    }

    [AptFact]
    public void A_module_that_only_root_can_read_is_named()
    {
        _rpms.RemoveModule("gpu");
        _rpms.Add("gpu", _rpms.Module["gpu"], mode: "0600");

        Says($"kernel-small-gpu: error KS0603: {_rpms.Module["gpu"]} has mode 0600, not 0644");
    }

    [AptFact]
    public void A_file_of_another_user_is_named()
    {
        _rpms.RemoveModule("gpu");
        _rpms.Add("gpu", _rpms.Module["gpu"], owner: "mockbuild");

        Says($"kernel-small-gpu: error KS0603: {_rpms.Module["gpu"]} is owned by mockbuild:root, not root:root");
    }

    [AptFact]
    public void A_file_that_is_no_module_is_named_where_only_modules_belong()
    {
        _rpms.Add("gpu", $"{_rpms.Root}/README");

        Says($"kernel-small-gpu: error KS0602: unexpected file {_rpms.Root}/README");
    }

    [AptFact]
    public void A_file_outside_the_kernels_folder_is_named_in_core_too()
    {
        _rpms.Content["core"].Add("%attr(0644,root,root) /etc/kernel-small.conf");

        Says("kernel-small-core: error KS0602: unexpected file /etc/kernel-small.conf");
    }

    [AptFact]
    public void What_kernels_do_not_bring_is_named_and_allowed_beside_the_image()
    {
        _rpms.Add("core", $"{_rpms.Root}/pkgbase");
        _rpms.RemoveModule("gpu");

        Says(
            $"kernel-small-core: warning KS0602: unknown file {_rpms.Root}/pkgbase",
            $"kernel-small-gpu: error KS0601: {_rpms.Module["gpu"]} is missing");
    }

    [AptFact]
    public void A_depmod_file_that_is_packaged_is_named()
    {
        _rpms.Content["core"].RemoveAll(line => line.StartsWith("%ghost", StringComparison.Ordinal));
        _rpms.Add("core", $"{_rpms.Root}/modules.dep");

        Says($"kernel-small-core: error KS0602: {_rpms.Root}/modules.dep is packaged, but depmod creates it on "
            + "each machine. "
            + "Make it a %ghost");
    }

    [AptFact]
    public void A_core_without_kernel_image_is_named()
    {
        _rpms.Content["core"].RemoveAll(line => line.EndsWith("/vmlinuz", StringComparison.Ordinal));

        Says($"kernel-small-core: error KS0601: {_rpms.Root}/vmlinuz is missing");
    }

    [AptFact]
    public void A_folder_that_nobody_owns_is_named_with_a_file_in_it()
    {
        var folder = Path.GetDirectoryName(_rpms.Module["gpu"])!;
        _rpms.Content["gpu"].Remove($"%dir {folder}");

        Says($"kernel-small-gpu: error KS0604: directory {folder} is unowned: "
            + "neither this package nor its requirements own it. "
            + $"List it as %dir; it contains {_rpms.Module["gpu"]}");
    }

    [AptFact]
    public void A_folder_that_a_required_package_owns_need_not_be_owned_again()
    {
        _rpms.Content["gpu"].Remove($"%dir {_rpms.Root}");
        _rpms.Content["gpu"].Remove($"%dir {_rpms.Root}/kernel");
        _rpms.RemoveModule("shared");

        Says($"kernel-small-shared: error KS0601: {_rpms.Module["shared"]} is missing");
    }

    [AptFact]
    public void A_package_that_does_not_require_what_the_plan_lets_it_need_is_named()
    {
        _rpms.WithoutRequires.Add("gpu");

        Says(
            "kernel-small-gpu: error KS0605: missing `Requires: kernel-small-shared = %{version}-%{release}`, "
            + "demanded by the plan");
    }

    [AptFact]
    public void A_package_that_is_not_there_is_named_once()
    {
        _rpms.Content.Remove("hardware");

        Says("kernel-small-hardware: error KS0601: package is missing");
    }

    [AptFact]
    public void Programs_get_what_is_wrong_too()
    {
        _rpms.Add("gpu", $"{_rpms.Root}/README");

        var json = JsonDocument.Parse(_rpms.Verify("--json").Output).RootElement;

        json.GetProperty("passed").GetBoolean().ShouldBeFalse();
        json.GetProperty("findings")[0].GetProperty("file").GetString().ShouldBe("kernel-small-gpu");
    }

    private void Says(params string[] findings)
    {
        var ended = _rpms.Verify();

        ended.ExitCode.ShouldBe(1, ended.Errors);
        ended.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(findings, ignoreOrder: true);
    }
}
