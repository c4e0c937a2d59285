using KernelSplit.Foundation;
using KernelSplit.Packaging.Rpm;

namespace KernelSplit.Tests.Packaging;

public class RpmNamingTests
{
    [Theory]
    [InlineData("6.12.117+deb12-amd64", "6.12.117+deb12", "1.amd64")]
    [InlineData("6.1.0-56-amd64", "6.1.0", "56.amd64")]
    [InlineData("6.12.5-200.fc41.x86_64", "6.12.5", "200.fc41")]
    [InlineData("6.4.0-150600.23.25-default", "6.4.0", "150600.23.25.default")]
    [InlineData("6.12.0-rc3-next", "6.12.0", "0.rc3.next")]
    [InlineData("6.12.5", "6.12.5", "1")]
    public void A_kernels_release_becomes_a_version_and_a_release_of_rpm(
        string uname, string version, string release) =>
        RpmNaming.Of(uname, "x86_64", "kernel-cloud", null)
            .ShouldBe(new PackageIdentity("kernel-cloud", version, release, "x86_64"));

    [Fact]
    public void A_release_that_the_user_wants_is_taken() =>
        RpmNaming.Of("6.12.5-1-generic", "arm64", "k", "7.ours")
            .ShouldBe(new PackageIdentity("k", "6.12.5", "7.ours", "aarch64"));

    [Theory]
    [InlineData("6.12.5", "x86_64", "a kernel", null, "--name: error KS0001: \"a kernel\" is not a valid package name")]
    [InlineData("6.12.5", "x86_64", "k", "1-2", "--release: error KS0001: \"1-2\" is not a valid RPM release")]
    [InlineData("6.12.5", null, "k", null, "6.12.5: error KS0001: no RPM architecture is known for this kernel")]
    [InlineData("6.12.5-a%b", "x86_64", "k", "1", "6.12.5-a%b: error KS0001: not a valid version in RPM")]
    public void What_rpm_can_not_name_is_an_error(
        string uname, string? architecture, string name, string? release, string error) =>
        Should.Throw<InvalidInputException>(() =>
            RpmNaming.Of(uname, architecture, name, release)).Message.ShouldContain(error);

    [Theory]
    [InlineData("6.4.0-150600.23.25-default", "kernel-default", "6.4.0", "150600.23.25")]
    [InlineData("6.13.0-rc3-1.gabc1234-vanilla", "kernel-vanilla", "6.13~rc3", "1.gabc1234")]
    [InlineData("6.12.117+deb12-amd64", "kernel-cloud", "6.12.117+deb12", "1.amd64")]
    public void Suses_packages_have_the_names_and_versions_that_zypper_reads_in_the_running_kernels_release(
        string uname, string name, string version, string release)
    {
        var identity = RpmNaming.Of(uname, "x86_64", null, null, suse: true, basePackage: "core");

        (identity.Name, identity.Version, identity.Release).ShouldBe((name, version, release));
        identity.FullName("core").ShouldBe($"{name}-core");
        identity.FullName("gpu").ShouldBe($"gpu-kmp-{identity.Flavor}");
    }

    [Fact]
    public void A_release_without_a_flavor_is_none_of_suses() =>
        Should.Throw<InvalidInputException>(() => RpmNaming.Of("6.12.9", "x86_64", null, null, suse: true))
            .Message.ShouldContain("Build it with CONFIG_LOCALVERSION");

    [Theory]
    [InlineData("6.12.0", "6.12.0")]
    [InlineData("6.13.0-rc3", "6.13~rc3")]
    [InlineData("6.12.0-rc7-next", "6.12~rc7.next")]
    public void A_release_candidate_is_older_than_its_release(string kernel, string version) =>
        RpmNaming.OfKernel(kernel).ShouldBe(version);
}
