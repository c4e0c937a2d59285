using KernelSplit.Foundation;
using KernelSplit.Packaging.Deb;

namespace KernelSplit.Tests.Packaging;

public sealed class DebNamesTests
{
    private static DebNames Names(
        string release = "6.12.1-cloud", string name = "kernel-cloud", string packageRelease = "1",
        string architecture = "x86_64") =>
        new(RpmSpecTests.Plan with { Release = release }, new(name, "6.12.1", packageRelease, architecture));

    [Fact]
    public void The_kernels_release_is_the_end_of_a_name() =>
        new[] { Names("6.12.1-lts").Of("core"), Names("6.12.1-lts").Of("gpu") }
            .ShouldBe(["linux-image-cloud-6.12.1-lts", "linux-modules-cloud-gpu-6.12.1-lts"]);

    [Fact]
    public void What_follows_the_newest_release_has_the_packages_common_name() =>
        new[] { Names().Latest("core"), Names().Latest("gpu") }
            .ShouldBe(["linux-image-cloud-core", "linux-modules-cloud-gpu"]);

    [Fact]
    public void Letters_that_Debian_does_not_allow_are_replaced() =>
        Names(release: "6.12.1-LTS.x86_64").Of("gpu").ShouldBe("linux-modules-cloud-gpu-6.12.1-lts.x86-64");

    [Fact]
    public void A_version_has_a_dot_for_what_Debian_does_not_allow() =>
        new DebNames(RpmSpecTests.Plan, new("kernel-cloud", "6.6.87_1", "1", "x86_64")).Version.ShouldBe("6.6.87.1-1");

    [Fact]
    public void Architectures_have_Debians_names() =>
        Names(architecture: "aarch64").FileName("linux-image-6").ShouldBe("linux-image-6_6.12.1-1_arm64.deb");

    [Fact]
    public void An_architecture_that_Debian_does_not_have_is_refused() =>
        Should.Throw<InvalidInputException>(() => Names(
            architecture: "vax")).Message.ShouldContain("Supported are x86_64");

    [Theory]
    [InlineData("1_2")]
    [InlineData("1^git")]
    [InlineData("1:2")]
    public void A_release_that_no_deb_can_have_is_refused(string release) =>
        Should.Throw<InvalidInputException>(() => Names(packageRelease: release)).Message.ShouldContain(
            $"6.12.1-{release}: error KS0001: not a valid Debian version");

    [Theory]
    [InlineData("kernel-unsigned")]
    [InlineData("unsigned")]
    public void A_name_that_a_distribution_has_is_refused(string name) =>
        Should.Throw<InvalidInputException>(() => Names(name: name)).Message.ShouldContain("names of Ubuntu's kernels");

    [Fact]
    public void A_name_that_no_deb_can_have_is_refused() =>
        Should.Throw<InvalidInputException>(() => Names(
            name: "our kernel")).Message.ShouldContain("not a valid Debian package name");
}
