using KernelSplit.Foundation;
using KernelSplit.Packaging.Checks;
using KernelSplit.Packaging.Rpm;

namespace KernelSplit.Tests.Packaging;

public class FinishedRpmsTests
{
    private const string Root = "/lib/modules/6.12.1-1.cloud.x86_64";
    private const int Folder = 0x41ED;
    private const int Regular = 0x81A4;

    private static readonly RpmPackage Core = Rpm(
        "core",
        ["vmlinuz", "modules.order", "modules.builtin", "System.map", "symvers.xz", "vdso/vdso64.so", "kernel/drivers/net/veth.ko.xz"],
        ["", "/vdso", "/kernel", "/kernel/drivers", "/kernel/drivers/net"]) with
    {
        Provides = ["kernel-cloud-core-uname-r = 6.12.1", "installonlypkg(kernel)"],
    };

    private static readonly RpmPackage Gpu = Rpm(
        "gpu",
        ["kernel/drivers/gpu/drm/ast/ast.ko.xz", "kernel/drivers/gpu/drm/drm.ko.xz"],
        ["", "/kernel/drivers/gpu", "/kernel/drivers/gpu/drm", "/kernel/drivers/gpu/drm/ast"]) with
    {
        Requires = ["kernel-cloud-core-uname-r = 6.12.1"],
    };

    [Fact]
    public void Packages_as_planned_have_no_findings() => Check(Core, Gpu).ShouldBeEmpty();

    [Fact]
    public void A_package_of_another_release_does_not_meet_what_is_required() =>
        Check(Core with { Provides = ["kernel-cloud-core-uname-r = 6.12.2", "installonlypkg(kernel)"] }, Gpu)
            .ShouldContain("kernel-cloud-gpu: error: it doesn't require kernel-cloud-core of the same release, and the plan says so");

    [Fact]
    public void A_folder_of_a_package_that_is_not_required_does_not_count() =>
        Check(Core, Gpu with { Requires = [] }).ShouldContain(finding => finding.StartsWith($"kernel-cloud-gpu: error: {Root}/kernel belongs to neither it nor what it requires"));

    [Fact]
    public void A_link_is_no_module() =>
        Check(Core, Gpu with { Content = [.. Gpu.Content.Select(file => file.Path.EndsWith("ast.ko.xz") ? file with { Mode = 0xA1FF } : file)] })
            .ShouldBe([$"kernel-cloud-gpu: error: {Root}/kernel/drivers/gpu/drm/ast/ast.ko.xz is no regular file"]);

    [Fact]
    public void A_folder_with_nothing_in_it_is_found() =>
        Check(Core, Gpu with { Content = [.. Gpu.Content, new RpmFile($"{Root}/extra", Folder)] })
            .ShouldBe([$"kernel-cloud-gpu: error: {Root}/extra is a folder in which it has nothing"]);

    [Fact]
    public void A_file_that_is_only_ghost_does_not_bring_the_image() =>
        Check(Core with { Content = [.. Core.Content.Select(file => file.Path.EndsWith("vmlinuz") ? file with { IsGhost = true } : file)] }, Gpu)
            .ShouldContain($"kernel-cloud-core: error: {Root}/vmlinuz is missing");

    [Fact]
    public void Two_releases_at_once_are_refused() =>
        Should.Throw<InvalidInputException>(() => Check(Core, Gpu, Gpu with { File = "other.rpm" })).Message
            .ShouldContain("kernel-cloud-gpu: error: is there several times: gpu.rpm, other.rpm");

    private static string[] Check(params RpmPackage[] packages) =>
        [.. new FinishedRpms(RpmSpecTests.Plan, RpmSpecTests.Identity, packages).Check().Select(finding => finding.ToString())];

    private static RpmPackage Rpm(string name, string[] files, string[] folders) => new(
        $"{name}.rpm", $"kernel-cloud-{name}", 0,
        [.. folders.Select(folder => new RpmFile(Root + folder, Folder)), .. files.Select(file => new RpmFile($"{Root}/{file}", Regular))]);
}
