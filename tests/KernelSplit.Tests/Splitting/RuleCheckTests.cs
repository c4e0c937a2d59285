using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Tests.Splitting;

/// <summary>Rules that decide about no module.</summary>
public sealed class RuleCheckTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private string[] Findings(string rules, ModuleTree? tree = null)
    {
        var kernel = new KernelFacts(
            tree ?? Build.Tree(Build.Module("drivers/gpu/drm/ast/ast"), Build.Module("net/tls/tls")));
        return [.. Solver.Solve(kernel, Build.Map(_directory, rules)).Warnings
            .Select(warning => warning.ToString().Replace(_directory.Path + "/", ""))];
    }

    [Fact]
    public void A_rule_that_matches_nothing_is_an_error() =>
        Findings("""
            rules:
              - {to: core, because: x, when: {name: virtio_net}}
            """).ShouldBe([
                "map.yaml:9: error KS0401: this rule for core matches no module of 6.12.0-test. "
                + "If that is expected, mark it with optional"]);

    [Theory]
    [InlineData("path: drivers/video/ast", "ast moved to drivers/gpu/drm/ast/ast")]
    [InlineData("path: [drivers/video/ast, crypto/tls]", "tls moved to net/tls/tls; ast moved to "
        + "drivers/gpu/drm/ast/ast")]
    [InlineData("name: virtio-blk", "virtio_blk is built in")]
    public void It_says_where_the_module_is_now(string condition, string hint)
    {
        var tree = new ModuleTree(
            "6.12", [Build.Module("drivers/gpu/drm/ast/ast"), Build.Module("net/tls/tls")],
            [new BuiltInModule("virtio_blk", "drivers/block/virtio_blk", ModInfo.Empty)]);

        Findings($"rules:\n  - {{to: core, because: x, when: {{{condition}}}}}\n", tree)
            .ShouldBe([$"map.yaml:9: error KS0401: this rule for core matches no module of 6.12. {hint}"]);
    }

    [Theory]
    [InlineData("true", false)]
    [InlineData("{kernel: \"<6.13\"}", false)]
    [InlineData("{kernel: \"<6.12\"}", true)]
    [InlineData("{arch: [aarch64]}", true)]
    [InlineData("{arch: [x86_64, aarch64], kernel: \">=6.12\"}", false)]
    public void A_rule_may_match_nothing_where_it_says_so(string optional, bool isFound)
    {
        var tree = Build.Tree(Build.Module("a") with { Architecture = "x86_64" });

        Findings(
            $"rules:\n  - {{to: core, because: x, when: {{name: virtio_net}}, optional: {optional}}}\n", tree).Length
            .ShouldBe(isFound ? 1 : 0);
    }

    [Fact]
    public void A_rule_that_others_leave_nothing_for_is_named_with_them() =>
        Findings("""
            rules:
              - {to: gpu, because: x, when: {path: "drivers/gpu/**"}}
              - {to: core, because: x, when: {name: ast}}
            """).ShouldBe(["map.yaml:10: warning KS0402: this rule for core never decides: map.yaml:9 comes first for all that it matches (ast). Move it up, or remove it"]);

    [Fact]
    public void A_map_that_extends_another_may_leave_its_rules_nothing()
    {
        _directory.Write("base.yaml", Build.Packages + "rules:\n  - {to: core, because: x, when: {name: ast}}\n");
        var file = _directory.Write(
            "mine.yaml", "version: 1\nextends: base.yaml\nrules:\n  - {to: gpu, because: x, when: {name: a*}}\n");
        var map = PackageMapReader.Read(file, new(_directory.Path));

        Solver.Solve(
            new KernelFacts(Build.Tree(Build.Module("drivers/gpu/drm/ast/ast"))), map).Warnings.ShouldBeEmpty();
    }
}
