using KernelSplit.Foundation;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Tests.Splitting;

public sealed class BuildSettingsTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public BuildSettingsTests() =>
        _directory.Write("fragments/small/target.yaml", "name: small\nsummary: small\n");

    public void Dispose() => _directory.Dispose();

    private BuildSettings Read(string build) => ProjectReader.Read(
        _directory.Write("kernelsplit.yaml", $"name: k\narch: x86_64\ntargets: small\n{build}\n"),
        new DataDirectories()).Build;

    [Fact]
    public void A_project_says_how_it_is_compiled()
    {
        var build = Read(
            "build: {cache: none, distribute: distcc, hosts: [10.0.0.5/8, \"[fe80::1]:3700/2,lzo\", b.c]}");

        (build.Cache, build.Distribute).ShouldBe(("none", "distcc"));
        build.Hosts.ShouldBe(["10.0.0.5/8", "[fe80::1]:3700/2,lzo", "b.c"]);
        Read("").ShouldBe(BuildSettings.Default);
    }

    [Theory]
    [InlineData("{cache: sccache}", "no cache \"sccache\"")]
    [InlineData("{distribute: nfs}", "can't distribute by \"nfs\"")]
    [InlineData("{distribute: distcc}", "distcc needs hosts")]
    [InlineData("{hosts: a}", "hosts are given, but not by what to distribute")]
    [InlineData("{distribute: icecc, hosts: [a, b]}", "icecc has one host")]
    [InlineData("{distribute: distcc, hosts: \"@a\"}", "\"@a\" is no host")]
    [InlineData("{distribute: distcc, hosts: \"a:/bin/sh -c id\"}", "is no host")]
    [InlineData("{distribute: distcc, hosts: \"--randomize\"}", "is no host")]
    [InlineData("{distribute: distcc, hosts: \"a b\"}", "is no host")]
    [InlineData("{hots: a}", "unknown key \"hots\"")]
    public void A_mistake_has_its_line(string build, string message)
    {
        var problem = Should.Throw<InvalidInputException>(() => Read($"build: {build}"));

        problem.Diagnostics.ShouldContain(one => one.Message.Contains(message) && one.Line == 4);
    }

    [Fact]
    public void Options_replace_what_a_project_says()
    {
        var project = Read("build: {distribute: distcc, hosts: a/4}");

        new BuildSettings("none", null, []).Over(project, "k.yaml").ShouldBe(project with { Cache = "none" });
        new BuildSettings(null, "icecc", []).Over(project, "k.yaml").Distribute.ShouldBe("icecc");
        Should.Throw<InvalidInputException>(() => new BuildSettings(null, null, ["-x"]).Over(project, "k.yaml"));
    }
}
