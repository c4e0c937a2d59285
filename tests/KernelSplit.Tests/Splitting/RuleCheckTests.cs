using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Tests.Splitting;

/// <summary>Rules that decide about no module.</summary>
public sealed class RuleCheckTests : IDisposable
{
    private const string WayOut = "Remove it from the rule, or mark the rule with optional";

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
    [InlineData("path: [drivers/video/ast, crypto/tls]", "ast moved to drivers/gpu/drm/ast/ast; "
        + "tls moved to net/tls/tls")]
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
    public void A_name_of_a_list_that_is_no_module_is_an_error_where_it_is_listed()
    {
        var tree = new ModuleTree(
            "6.12", [Build.Module("crypto/xts"), Build.Module("net/tls/tls", aliases: ["ktls"])],
            [new BuiltInModule("aes_generic", "crypto/aes_generic", ModInfo.Empty)]);

        Findings("""
            rules:
              - to: core
                because: x
                when:
                  any:
                    - name: [aes_x86_64, xts, aes-generic]
                    - name:
                        - ktls
                    - path: [crypto/tls, net/**]
                    - depends-on: [gone_too, xts]
            """, tree).ShouldBe([
                "map.yaml:13:18: error KS0401: aes_x86_64 is no module of 6.12. " + WayOut,
                "map.yaml:13:35: error KS0401: aes_generic is no module of 6.12: aes_generic is built in. " + WayOut,
                "map.yaml:15:15: error KS0401: ktls is no module of 6.12: modprobe loads tls for that name. " + WayOut,
                "map.yaml:16:18: error KS0401: crypto/tls is no module of 6.12: tls moved to net/tls/tls. " + WayOut,
                "map.yaml:17:24: error KS0401: gone_too is no module of 6.12. " + WayOut,
            ]);
    }

    [Theory]
    [InlineData("when: {name: [gone, ast]}, optional: true")]
    [InlineData("when: {name: [gone, ast]}, optional: {kernel: \"<6.13\"}")]
    [InlineData("when: {name: [gone*, ast]}")]
    public void A_list_may_have_names_of_no_module_where_it_says_so(string rule) =>
        Findings($"rules:\n  - {{to: core, because: x, {rule}}}\n").ShouldBeEmpty();

    [Fact]
    public void In_a_tree_without_directories_rules_for_paths_are_named_once()
    {
        var tree = Build.Tree(new KernelModule { Path = "ast.ko" }, new KernelModule { Path = "tls.ko" });

        Findings("""
            rules:
              - {to: gpu, because: x, when: {path: "drivers/gpu/**"}}
              - {to: core, because: x, when: {any: [{path: net/tls/tls}, {name: gone}]}, optional: true}
              - {to: core, because: x, when: {name: tls}}
            """, tree).ShouldBe([
                ": warning KS0401: all modules are in one directory, so that rules which test a path match nothing: "
                + "map.yaml:9, map.yaml:10. Test names, aliases or imported symbols instead, or kconfig with the "
                + "kernel's source"]);
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
