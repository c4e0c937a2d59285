using KernelSplit.Footprint.Impact;
using KernelSplit.Makefiles.Sources;
using KernelSplit.Tests.Packaging;

namespace KernelSplit.Tests.Footprint;

public sealed class ImpactReportTests
{
    private static readonly SourceReach Ast = new("drivers/gpu/drm/ast/ast_main.c", "linked")
    {
        Modules = ["drivers/gpu/drm/ast/ast"],
    };
    private static readonly SourceReach Veth = new("drivers/net/veth.c", "linked") { Modules = ["drivers/net/veth"] };
    private static readonly SourceReach Core = new("net/core/dev.c", "linked") { KernelImage = true };
    private static readonly SourceReach Nothing = new("Documentation/a.rst", "not code");
    private static readonly SourceReach Missing =
        new("net/core/dew.c", "no such file in the source") { IsMissing = true };

    [Fact]
    public void A_module_of_another_package_needs_no_respin()
    {
        var report = Report(Ast);
        report.Packages.Select(package => package.Name).ShouldBe(["gpu"]);
        report.KernelImage.ShouldBeFalse();
        report.BaseImageNeedsRespin.ShouldBeFalse();
    }

    [Fact]
    public void A_module_of_the_base_package_needs_a_respin_without_changing_the_kernel_image()
    {
        var report = Report(Veth);
        report.Packages.Select(package => package.Name).ShouldBe(["core"]);
        report.KernelImage.ShouldBeFalse();
        report.BaseImageNeedsRespin.ShouldBeTrue();
    }

    [Theory]
    [InlineData(true, false, "core")]
    [InlineData(false, true, "gpu")]
    public void The_kernel_image_is_the_base_packages_and_boards_device_trees_are_the_default_ones(
        bool image, bool trees, string package)
    {
        var report = Report(Core with { KernelImage = image, DeviceTrees = trees });
        report.Packages.Single().ShouldBe(new ImpactedPackage(package, report.Packages[0].Modules, image, trees));
        report.BaseImageNeedsRespin.ShouldBe(image);
    }

    [Fact]
    public void Packages_are_in_the_maps_order_and_name_each_module_once()
    {
        var report = Report(Ast, Veth, Ast);
        report.Packages.Select(package =>
            $"{package.Name}: {string.Join(' ', package.Modules.Select(module => module.Name))}")
            .ShouldBe(["core: veth", "gpu: ast"]);
    }

    [Fact]
    public void A_module_that_this_kernel_lacks_is_named_and_ships_nothing()
    {
        var report = Report(Ast with { Modules = ["drivers/gpu/drm/ast/asd"] });
        report.Packages.ShouldBeEmpty();
        report.NotInThisKernel.ShouldBe(["drivers/gpu/drm/ast/asd"]);
    }

    [Fact]
    public void A_missing_file_is_an_error_with_its_place()
    {
        var report = Report(Missing, Ast);
        report.Missing.Single().ToString().ShouldBe("fix:1: error KS0001: net/core/dew.c: no such file in the source");
    }

    [Fact]
    public void What_reaches_nothing_ships_nothing()
    {
        Report(Nothing).Packages.ShouldBeEmpty();
        Report(Nothing).BaseImageNeedsRespin.ShouldBeFalse();
    }

    private static ImpactReport Report(params SourceReach[] reached) => ImpactReport.Of(
        RpmSpecTests.Plan,
        [.. reached.Select((reach, i) => new ChangedFile(reach.File, $"fix:{i + 1}"))],
        file => reached.First(reach => reach.File == file.Path));
}
