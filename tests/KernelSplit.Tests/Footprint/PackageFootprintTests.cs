using KernelSplit.Footprint;
using KernelSplit.Foundation;
using KernelSplit.Tests.Packaging;

namespace KernelSplit.Tests.Footprint;

public class PackageFootprintTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1024, "1.0 KiB")]
    [InlineData(10 * 1024 * 1024 + 600 * 1024, "10.6 MiB")]
    public void Sizes_are_binary_with_one_decimal(long bytes, string text) => ByteSize.Format(bytes).ShouldBe(text);

    [Fact]
    public void Compressed_modules_cost_as_much_to_download() =>
        PackageFootprint.Of(RpmSpecTests.Plan).ShouldBe(
            [new PackageFootprint("core", 1, 100, 100), new PackageFootprint("gpu", 2, 200, 200)]);

    [Fact]
    public void What_plain_modules_will_cost_to_download_is_not_guessed()
    {
        var plan = RpmSpecTests.Plan with
        {
            Placements = [.. RpmSpecTests.Plan.Placements.Select(p => p with { Path = p.Path.Replace(".xz", "") })],
        };

        var packages = PackageFootprint.Of(plan);

        packages.ShouldAllBe(package => package.DownloadSize == null);
        PackageFootprint.Total("all", packages).ShouldBe(new PackageFootprint("all", 3, 300, null));
    }
}
