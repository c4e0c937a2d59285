using KernelSplit.Foundation;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Tests.Splitting;

public sealed class ProjectReaderTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private void Target(string name, string rest = "") =>
        _directory.Write($"fragments/{name}/target.yaml", $"name: {name}\nsummary: {name}\n{rest}");

    private Project Read(string text) =>
        ProjectReader.Read(_directory.Write("kernelsplit.yaml", text), new DataDirectories());

    [Fact]
    public void A_target_comes_behind_what_it_includes_and_each_comes_once()
    {
        Target("base");
        Target("kvm", "include: [base]\n");
        Target("esxi", "include: base\n");

        Read("name: k\narch: x86_64\ntargets: [esxi, kvm]\n").Targets.Select(t => t.Name)
            .ShouldBe(["base", "esxi", "kvm"]);
    }

    [Fact]
    public void What_a_spec_takes_along_of_a_project_says_the_same()
    {
        Target("base", "modules: [veth, \"x y\"]\n");
        Target("kvm", "include: base\n");
        var project = Read("""
            name: kernel-k
            release: 1.cloud
            arch: aarch64
            targets: kvm
            distribution: suse
            waivers:
              - {check: contract, about: [veth, "x*"], because: "it's \"small\": 5 % # {", until: 2027-01-31}
              - {check: budget, about: core, because: y}
            """);

        var again = Read(ProjectText.Of(project, "package-maps/mine.yaml"));

        (again.Name, again.Release, again.Architecture, again.PackagesFor)
            .ShouldBe((project.Name, project.Release, project.Architecture, project.PackagesFor));
        again.Targets.Select(target => target.Name).ShouldBe(["base", "kvm"]);
        again.PackageMap.ShouldEndWith("package-maps/mine.yaml");
        again.Waivers.Select(waiver => waiver with { Line = 0 })
            .ShouldBe(project.Waivers.Select(waiver => waiver with { Line = 0 }));
    }

    [Theory]
    [InlineData("kernel", "fedora", "-2.x86_64")]
    [InlineData("kernel-cloud", "fedora", "-2.x86_64+cloud")]
    [InlineData("kernel-cloud", "suse", "-2-cloud")]
    public void Kernels_of_several_flavors_have_a_release_each(string name, string distribution, string expected)
    {
        Target("kvm");

        Read($"name: {name}\nrelease: 2\narch: x86_64\ntargets: kvm\ndistribution: {distribution}\n").LocalVersion
            .ShouldBe(expected);
    }

    [Theory]
    [InlineData("kernel")]
    [InlineData("kernel-small-cloud")]
    [InlineData("cloud")]
    public void A_name_in_which_suses_tools_find_no_flavor_is_refused(string name)
    {
        Target("kvm");

        Should.Throw<InvalidInputException>(() =>
                Read($"name: {name}\narch: x86_64\ntargets: kvm\ndistribution: suse\n"))
            .Message.ShouldContain("Name it kernel-FLAVOR, with no dash in FLAVOR");
    }

    [Fact]
    public void The_common_fragment_comes_before_the_architectures_and_other_architectures_stay_out()
    {
        Target("kvm");
        foreach (var file in new[] { "common", "x86_64", "aarch64" })
            _directory.Write($"fragments/kvm/{file}.config", "");

        Read("name: k\narch: aarch64\ntargets: kvm\n").Fragments.Select(Path.GetFileName)
            .ShouldBe(["common.config", "aarch64.config"]);
    }

    [Fact]
    public void Mistakes_name_the_place_and_what_was_probably_meant()
    {
        Target("kvm");

        var message = Should.Throw<InvalidInputException>(() => Read("name: k\narch: amd64\ntargets: [kmv]\n")).Message;

        message.ShouldContain("kernelsplit.yaml:2:7: error KS0101: no such architecture \"amd64\"");
        message.ShouldContain("kernelsplit.yaml:3:11: error KS0101: no such target \"kmv\". Did you mean \"kvm\"?");
    }

    [Fact]
    public void Targets_that_include_each_other_are_named()
    {
        Target("a", "include: [b]\n");
        Target("b", "include: [a]\n");

        Should.Throw<InvalidInputException>(() => Read("name: k\ntargets: [a]\n"))
            .Message.ShouldContain("target.yaml:3:10: error KS0101: targets include each other: a -> b -> a");
    }

    [Fact]
    public void Paths_are_relative_to_the_project_file()
    {
        Target("kvm");

        Read("name: k\nkernel: ../linux\ntargets: [kvm]\n").Kernel
            .ShouldBe(Path.GetFullPath(Path.Combine(_directory.Path, "../linux")));
    }

    [Fact]
    public void The_projects_own_fragments_come_last_and_are_relative_to_the_project_file()
    {
        Target("kvm");
        _directory.Write("fragments/kvm/common.config", "");
        var mine = _directory.Write("mine.config", "");

        Read("name: k\narch: x86_64\ntargets: kvm\nconfig: mine.config\n").Fragments
            .ShouldBe([Path.Combine(_directory.Path, "fragments/kvm/common.config"), mine]);
    }

    [Fact]
    public void A_fragment_of_the_project_that_is_not_there_is_named()
    {
        Target("kvm");

        Should.Throw<InvalidInputException>(() => Read("name: k\ntargets: kvm\nconfig: [other.config]\n"))
            .Message.ShouldContain("kernelsplit.yaml:3:10: error KS0101: no such fragment \"other.config\"");
    }

    [Fact]
    public void A_waiver_is_about_requirements_by_name_and_by_glob()
    {
        Target("kvm", """
            devices:
              - {name: virtio disk, modalias: "virtio:d00000002v00001AF4"}
              - {name: virtio network adapter, modalias: "virtio:d00000001v00001AF4"}
            modules: [nft_nat, nft_masq, veth]
            """);

        var project = Read("""
            name: k
            targets: kvm
            waivers:
              - {check: contract, about: [virtio disk, "nft_*"], because: not built, until: 2027-01-31}
            """);

        project.Waivers.Select(waiver => (waiver.About, waiver.Because, waiver.Until, waiver.Line)).ShouldBe(
            [("virtio disk", "not built", new DateOnly(2027, 1, 31), 4),
                ("nft_*", "not built", new DateOnly(2027, 1, 31), 4)]);
        project.Waived.Select(requirement => requirement.Name).ShouldBe(["virtio disk", "nft_nat", "nft_masq"]);
    }

    [Fact]
    public void A_waiver_needs_no_last_day()
    {
        Target("kvm", "modules: [veth]\n");

        Read("name: k\ntargets: kvm\nwaivers: [{check: contract, about: veth, because: not built}]\n")
            .Waivers.ShouldHaveSingleItem().Until.ShouldBeNull();
    }

    [Theory]
    [InlineData("check: contract, about: vet, because: x",
        "3:36: error KS0101: no target requires \"vet\". Did you mean \"veth\"?")]
    [InlineData("check: contract, about: \"xt_*\", because: x",
        "3:36: error KS0101: no target requires \"xt_*\". Write the name")]
    [InlineData("check: contract, because: x", "3:11: error KS0101: \"about\" is missing")]
    [InlineData("check: contract, about: veth", "3:11: error KS0101: \"because\" is missing")]
    [InlineData("check: contract, about: veth, because: x, until: soon",
        "3:61: error KS0101: \"soon\" is no day. Write it as 2027-01-31")]
    [InlineData("check: cycle, about: veth, because: x",
        "3:19: error KS0101: findings of check \"cycle\" can't be accepted. These can: budget, ")]
    public void Mistakes_in_a_waiver_are_named_with_their_place(string waiver, string message)
    {
        Target("kvm", "modules: [veth]\n");

        Should.Throw<InvalidInputException>(() => Read($"name: k\ntargets: kvm\nwaivers: [{{{waiver}}}]\n"))
            .Message.ShouldContain($"kernelsplit.yaml:{message}");
    }

    [Fact]
    public void The_old_name_of_waivers_is_an_error_that_names_the_new_one()
    {
        Target("kvm", "modules: [veth]\n");

        Should.Throw<InvalidInputException>(() => Read("name: k\ntargets: kvm\nwithout: [veth]\n")).Message
            .ShouldContain(
                "kernelsplit.yaml:3:1: error KS0102: \"without\" is now called \"waivers\". docs/reference.md "
                    + "describes "
                + "its format");
    }

    [Theory]
    [InlineData("name: my kernel")]
    [InlineData("name: ../kernel")]
    [InlineData("name: k\nrelease: 1-2")]
    public void What_rpm_does_not_allow_in_a_name_is_refused(string text)
    {
        Target("kvm");

        Should.Throw<InvalidInputException>(() => Read(text + "\ntargets: [kvm]\n"))
            .Message.ShouldContain("can't be part of a package's name");
    }
}
