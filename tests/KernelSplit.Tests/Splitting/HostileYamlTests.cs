using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Tests.Splitting;

/// <summary>Package maps that lie; all YAML goes the same way.</summary>
public sealed class HostileYamlTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Aliases_that_multiply_are_an_error()
    {
        var levels = Enumerable.Range(1, 9).Select(level =>
            $"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]\n");

        Error("a0: &a0 [x]\n" + string.Concat(levels)).ShouldContain("error KS0101: more than 200000 values");
    }

    [Fact]
    public void An_anchor_within_itself_is_an_error() =>
        Error("name: &me [*me]\n").ShouldContain(":1:12: error KS0101: *me refers to itself");

    [Fact]
    public void An_alias_without_an_anchor_is_an_error() => Error("name: *me\n").ShouldContain(":1:7: error KS0101: ");

    [Fact]
    public void Brackets_without_end_are_an_error() =>
        Error(new string('[', 200_000)).ShouldContain("error KS0101: nested deeper than 64 levels");

    [Fact]
    public void A_bracket_that_is_not_closed_is_named() => Error("name: x\ntargets: [kvm, esxi\nconfig: demo.config\n")
        .ShouldContain(":2:10: error KS0101: not YAML: this \"[\" is not closed");

    [Theory]
    [InlineData("name: x\ntargets: [kvm, xen\nrelease: 1\n")]
    [InlineData("name: [\n")]
    [InlineData("name: {a: b\n")]
    [InlineData("name: \"open\n")]
    [InlineData("name: x\n name: y\n")]
    public void What_is_not_YAML_has_a_line(string text) =>
        Error(text).ShouldMatch(@"map\.yaml:\d+:\d+: error KS0101: not YAML");

    [Fact]
    public void A_key_given_twice_is_an_error_at_the_second() =>
        Error("name: x\nname: y\n").ShouldContain(":2:1: error KS0101: \"name\" is given twice");

    /// <summary>kernelsplit often runs as root.</summary>
    [Theory]
    [InlineData("root:*:19000:0:99999:7:::\ndaemon:*:19000:0:99999:7:::\n")]
    [InlineData("password: secret\ntoken: secret\n")]
    [InlineData("secret\n")]
    [InlineData("[secret]\n")]
    public void What_a_map_extends_is_named_and_not_quoted(string foreign)
    {
        _directory.Write("etc/shadow", foreign);

        var error = Error("version: 1\nextends: etc/shadow\n");

        error.ShouldContain("etc/shadow: error KS0001: not a package map");
        error.ShouldNotContain("secret");
        error.ShouldNotContain("daemon");
        error.ShouldNotContain("password");
    }

    [Fact]
    public void A_file_of_another_kind_is_not_quoted_key_by_key() =>
        Should.Throw<InvalidInputException>(() => TargetReader.Read("own", OwnTarget("password: x\ntoken: y\n")))
            .Message.ShouldNotContain("password");

    private DataDirectories OwnTarget(string text)
    {
        _directory.Write("fragments/own/target.yaml", text);
        return new DataDirectories(_directory.Path);
    }

    private string Error(string text)
    {
        var file = _directory.Write("map.yaml", text);
        return Should.Throw<InvalidInputException>(() => PackageMapReader.Read(file, new DataDirectories())).Message;
    }
}
