using KernelSplit.Packaging.Rpm;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Tests.Packaging;

public sealed class MovedModuleDependenciesTests
{
    private static Plan Earlier(string release, string package, params string[] packages) => RpmSpecTests.Plan with
    {
        Release = release,
        Packages = [.. packages.Select(name => new Package(name, name, name, name == "core" ? [] : ["core"], false))],
        Placements =
        [
            .. RpmSpecTests.Plan.Placements.Select(placement =>
                placement.Module == "ast" ? placement with { Package = package } : placement),
        ],
    };

    private static string[] Requirements(string package, params Plan[] earlier) =>
        [.. MovedModuleDependencies.Requirements(RpmSpecTests.Kernel(null, earlier), package)];

    [Fact]
    public void The_package_that_had_the_module_brings_its_new_one_where_an_older_release_is_installed() =>
        Requirements("core", Earlier("6.11.3-1.cloud.x86_64", "core", "core", "gpu"))
            .ShouldBe(["(kernel-cloud-gpu-uname-r = 6.12.1-1.cloud.x86_64 if kernel-cloud-core-uname-r <= "
                + "6.11.3-1.cloud.x86_64)"]);

    [Fact]
    public void A_package_that_is_no_more_has_its_part_brought_by_the_base() =>
        Requirements("core", Earlier("6.11.3-1.cloud.x86_64", "display", "core", "gpu", "display"))
            .ShouldBe(["(kernel-cloud-gpu-uname-r = 6.12.1-1.cloud.x86_64 if kernel-cloud-display-uname-r <= "
                + "6.11.3-1.cloud.x86_64)"]);

    [Fact]
    public void Nothing_is_needed_where_nothing_moved_or_where_the_new_package_comes_along_anyway()
    {
        var moved = Earlier("6.11.3-1.cloud.x86_64", "gpu", "core", "gpu") with
        {
            Placements = [.. RpmSpecTests.Plan.Placements.Select(placement => placement with { Package = "gpu" })],
        };

        Requirements("gpu", moved).ShouldBeEmpty();
        Requirements("core", moved).ShouldBeEmpty();
        Requirements("core", RpmSpecTests.Plan with { Release = "6.11.3-1" }).ShouldBeEmpty();
    }

    [Fact]
    public void A_release_with_more_dashes_than_RPM_allows_is_compared_all_the_same() =>
        Requirements("core", Earlier("6.1.0-56-cloud-amd64", "core", "core", "gpu")).ShouldHaveSingleItem()
            .ShouldEndWith("<= 6.1.0.56.cloud-amd64)");

    [Fact]
    public void The_changelog_names_what_moved() =>
        MovedModuleDependencies.Notes(RpmSpecTests.Kernel(null, Earlier("6.11.3-1", "core", "core", "gpu")))
            .ShouldBe(["since 6.11.3-1 moved from core to gpu: ast"]);
}
