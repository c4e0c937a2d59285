using KernelSplit.Packaging.Checks;

namespace KernelSplit.Tests.Packaging;

public class PackageCheckTests
{
    private const string Root = "/lib/modules/6.12.1-1.cloud.x86_64/kernel/drivers/";

    private static string[] Check(string[] core, string[] gpu) =>
        [.. PackageCheck.Completeness(
            RpmSpecTests.Plan, RpmSpecTests.Identity.FullName, [Files("core", core), Files("gpu", gpu)])
            .Select(finding => finding.ToString())];

    private static (string, IReadOnlyList<string>) Files(string name, string[] files) =>
        ($"kernel-cloud-{name}", [.. files.Select(file => Root + file)]);

    [Fact]
    public void Packages_that_follow_the_plan_have_no_findings() =>
        Check(["net/veth.ko.xz"], ["gpu/drm/ast/ast.ko.xz", "gpu/drm/drm.ko.xz"]).ShouldBeEmpty();

    [Fact]
    public void A_missing_module_is_found() =>
        Check(["net/veth.ko.xz"], ["gpu/drm/ast/ast.ko.xz"])
            .ShouldBe([$"kernel-cloud-gpu: error KS0601: {Root}gpu/drm/drm.ko.xz is missing"]);

    [Fact]
    public void A_module_in_two_packages_is_found() =>
        Check(["net/veth.ko.xz"], ["gpu/drm/ast/ast.ko.xz", "gpu/drm/drm.ko.xz", "net/veth.ko.xz"])
            .ShouldBe([$"kernel-cloud-gpu: error KS0602: {Root}net/veth.ko.xz is also in kernel-cloud-core"]);

    [Fact]
    public void A_module_in_the_wrong_package_is_found() =>
        Check(["net/veth.ko.xz", "gpu/drm/drm.ko.xz"], ["gpu/drm/ast/ast.ko.xz"])
            .ShouldBe([$"kernel-cloud-core: error KS0602: {Root}gpu/drm/drm.ko.xz belongs in kernel-cloud-gpu"]);

    [Fact]
    public void A_module_that_nobody_planned_is_found() =>
        Check(["net/veth.ko.xz", "net/extra.ko"], ["gpu/drm/ast/ast.ko.xz", "gpu/drm/drm.ko.xz"])
            .ShouldBe([$"kernel-cloud-core: error KS0602: {Root}net/extra.ko isn't in the plan"]);
}
