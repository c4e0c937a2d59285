using KernelSplit.Foundation;
using KernelSplit.Packaging.Checks;
using KernelSplit.Packaging.Rpm;

namespace KernelSplit.Tests.Packaging;

public class BuiltRpmsTests
{
    private const string Root = "/lib/modules/6.12.1-1.cloud.x86_64";
    private const int DirectoryMode = 0x41ED;
    private const int Regular = 0x81A4;

    private static readonly BuiltRpm Core = Rpm(
        "core",
        [
            "vmlinuz", "modules.order", "modules.builtin", "System.map", "symvers.xz", "vdso/vdso64.so",
            "kernel/drivers/net/veth.ko.xz",
        ],
        ["", "/vdso", "/kernel", "/kernel/drivers", "/kernel/drivers/net"]) with
    {
        Provides = ["kernel-cloud-core-uname-r = 6.12.1", "installonlypkg(kernel)"],
    };

    private static readonly BuiltRpm Gpu = Rpm(
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
            .ShouldContain(
                "kernel-cloud-gpu: error KS0605: missing `Requires: kernel-cloud-core = %{version}-%{release}`, "
                + "demanded by the plan");

    [Fact]
    public void A_directory_of_a_package_that_is_not_required_does_not_count() =>
        Check(Core, Gpu with { Requires = [] }).ShouldContain(finding => finding.StartsWith(
            $"kernel-cloud-gpu: error KS0604: directory {Root}/kernel is unowned: "
            + "neither this package nor its requirements own it"));

    [Fact]
    public void A_link_is_no_module() =>
        Check(
            Core,
            Gpu with
            {
                Content =
                [
                    .. Gpu.Content.Select(file => file.Path.EndsWith("ast.ko.xz") ? file with { Mode = 0xA1FF } : file),
                ],
            })
            .ShouldBe(
                [$"kernel-cloud-gpu: error KS0603: {Root}/kernel/drivers/gpu/drm/ast/ast.ko.xz is not a regular file"]);

    [Fact]
    public void A_directory_with_nothing_in_it_is_found() =>
        Check(Core, Gpu with { Content = [.. Gpu.Content, new RpmHeaderFile($"{Root}/extra", DirectoryMode)] })
            .ShouldBe([$"kernel-cloud-gpu: error KS0604: directory {Root}/extra is empty in this package"]);

    [Fact]
    public void A_file_that_is_only_ghost_does_not_bring_the_image() =>
        Check(
            Core with
            {
                Content =
                [
                    .. Core.Content.Select(file => file.Path.EndsWith("vmlinuz") ? file with { IsGhost = true } : file),
                ],
            },
            Gpu)
            .ShouldContain($"kernel-cloud-core: error KS0601: {Root}/vmlinuz is missing");

    [Fact]
    public void Two_releases_at_once_are_refused() =>
        Should.Throw<InvalidInputException>(() => Check(Core, Gpu, Gpu with { File = "other.rpm" })).Message
            .ShouldContain("kernel-cloud-gpu: error KS0001: given several times: gpu.rpm, other.rpm");

    private static string[] Check(params BuiltRpm[] packages) =>
        [.. new BuiltRpms(RpmSpecTests.Plan, RpmSpecTests.Identity, packages).Check().Select(
            finding => finding.ToString())];

    private static BuiltRpm Rpm(string name, string[] files, string[] directories) => new(
        $"{name}.rpm", $"kernel-cloud-{name}", 0,
        [.. directories.Select(directory => new RpmHeaderFile(Root + directory, DirectoryMode)), .. files.Select(
            file => new RpmHeaderFile($"{Root}/{file}", Regular))]);
}
