using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Verification;

namespace KernelSplit.Tests.Splitting;

/// <summary>Budgets, growth, moves and new modules. All modules have 1000 bytes unless said otherwise.</summary>
public sealed class PlanCheckTests : IDisposable
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private Plan Solve(string rules, params KernelModule[] modules) =>
        Solver.Solve(new KernelFacts(Build.Tree(modules)), Build.Map(_directory, rules));

    private string[] Check(string limits, Plan plan, Plan? earlier = null, bool requiresRules = false)
    {
        var map = PackageMapReader.Read(
            _directory.Write("limits.yaml", "version: 1\nextends: map.yaml\n" + limits), new(_directory.Path));
        plan = plan with { Packages = map.Packages, Terms = PlanTerms.Of(map, null) };
        var findings = new PlanCheck(plan, earlier, requiresRules).Run().ToList();
        return [.. Waivers.Apply(plan.Terms.Waivers, findings, earlier is not null, Today)
            .Select(finding => finding.ToString().Replace(_directory.Path + "/", ""))];
    }

    private Plan Gpu(params string[] modules) =>
        Solve(
            "rules:\n  - {to: gpu, because: it draws, when: {path: \"drivers/gpu/**\"}}\n",
            [.. modules.Select(name => Build.Module($"drivers/gpu/{name}"))]);

    [Fact]
    public void A_package_within_its_budget_is_fine() =>
        Check("budgets: {gpu: 2 kB}\n", Gpu("ast", "qxl")).ShouldBeEmpty();

    [Fact]
    public void A_package_over_its_budget_is_an_error_that_names_what_is_heavy() =>
        Check("budgets: {gpu: 1500 B}\n", Gpu("ast", "qxl")).ShouldBe(
            ["limits.yaml:3: error KS0506: gpu has 2.0 KiB of modules, 500 B or 33.3 % more than its budget of "
                + "1.5 KiB. Most "
                + "of it is ast 1000 B, qxl 1000 B"]);

    [Theory]
    [InlineData("1000 B", false)]
    [InlineData("999 B", true)]
    [InlineData("100 %", false)]
    [InlineData("99 %", true)]
    [InlineData("[1 MB, 99 %]", true)]
    [InlineData("[999 B, 200 %]", true)]
    public void Growth_has_a_limit_in_bytes_in_percent_or_both(string growth, bool isTooMuch) =>
        Check($"budgets: {{gpu: {{growth: {growth}}}}}\n", Gpu("ast", "qxl"), Gpu("ast")).Count(finding =>
            finding.Contains("gpu grew from 1000 B to 2.0 KiB, by 1000 B or 100 %"))
            .ShouldBe(isTooMuch ? 1 : 0);

    [Fact]
    public void What_others_share_in_a_package_is_a_warning_when_it_is_large()
    {
        var plan = Solve(
            "rules:\n  - {to: core, because: c, when: {path: boot/**}}\n  - {to: gpu, because: g, when: {path: "
                + "gpu/**}}\n  - {to: passthrough, because: p, when: {path: pci/**}}\n",
            Build.Module("boot/a"), Build.Module("boot/b"), Build.Module("boot/c", needs: ["own"]),
            Build.Module("lib/own"),
            Build.Module("gpu/card", needs: ["libphy"]), Build.Module("pci/net", needs: ["libphy"]),
            Build.Module("lib/libphy", needs: ["mdio"]), Build.Module("lib/mdio"));

        Check("", plan).ShouldBe(
            ["core: warning KS0508: 2.0 KiB or 33.3 % of it is 2 modules that nothing in it needs: "
                + "gpu, passthrough share them, such as libphy. "
            + "Add a package for them that requires core and that gpu, passthrough require"]);
        Check("waivers:\n  - {check: shared, about: core, because: small, until: 2027-01-01}\n", plan).Single()
            .ShouldContain("note KS0508: ");
    }

    [Fact]
    public void A_broken_contract_can_be_accepted_for_a_while()
    {
        var map = PackageMapReader.Read(
            _directory.Write(
            "limits.yaml",
            $"{Build.Packages}rules: []\nwaivers:\n  - {{check: contract, about: disk, because: soon, until: "
            + $"2027-01-01}}\n"), new(_directory.Path));
        RequirementResult[] answers =
        [
            new(new("kvm", "disk", ["virtio:d2"]), "core", Service.Missing, [], null),
            new(
                new("kvm", "net", ["virtio:d1"]) { Symbols = new([["VIRTIO_NET"]]) }, "core", Service.Missing, [],
                null),
            new(new("kvm", "screen", ["virtio:d16"]), "core", Service.Elsewhere, ["virtio_gpu"], "gpu"),
        ];

        var findings = answers.Select(ContractCheck.Finding).OfType<Finding>().ToList();
        Waivers.Apply(map.Waivers, findings, false, Today).Select(finding => finding.ToString()).ShouldBe(
        [
            "kvm: note KS0503: core doesn't serve disk: this kernel has no driver for it. Accepted until 2027-01-01: "
                + "soon",
            "kvm: error KS0503: core doesn't serve net: this kernel has no driver for it. Enable CONFIG_VIRTIO_NET",
            "kvm: error KS0504: core doesn't serve screen: its driver virtio_gpu is in gpu. Add an earlier rule that "
            + "sends it to core",
        ]);
    }

    [Fact]
    public void A_move_is_told_with_both_reasons()
    {
        var before = Gpu("ast");
        var now = Solve(
            "rules:\n  - {to: core, because: every guest has it, when: {name: ast}}\n",
            Build.Module("drivers/gpu/ast"));

        Check("", now, before).ShouldBe(
        [
            "ast: warning KS0509: moved from gpu to core: before, it draws (map.yaml:9): it is built from "
                + "drivers/gpu/**; "
                + "now, every guest has it (map.yaml:9): it is called ast",
        ]);
        Check("packages:\n  - {name: gpu, stable: true}\n", now, before).ShouldHaveSingleItem().ShouldStartWith(
            "ast: error KS0509: moved from gpu to core");
    }

    [Fact]
    public void A_new_module_that_no_rule_names_is_told_with_what_holds_it_there()
    {
        const string Rules = "rules:\n  - {to: gpu, because: it draws, when: {name: ast}}\n";
        var before = Solve(Rules, Build.Module("ast"));
        var now = Solve(Rules, Build.Module("ast", needs: ["helper"]), Build.Module("helper"), Build.Module("alone"));

        Check("", now, before).ShouldBe(
        [
            "alone: note KS0510: new, and no rule matches it: it is in hardware, no rule matches it, and hardware is "
            + "the default package",
            "helper: note KS0510: new, and no rule matches it: it is in gpu, ast needs it",
        ]);
        Check("", now, before, requiresRules: true).ShouldAllBe(finding => finding.Contains(": error KS0510: new"));
    }

    [Theory]
    [InlineData("2026-11-21", "note", "Accepted until 2026-11-21: we know")]
    [InlineData("2026-11-20", "error", "It was accepted until 2026-11-20: we know")]
    public void A_waiver_counts_up_to_its_last_day(string until, string severity, string hint)
    {
        var finding = Check(
            $"budgets: {{gpu: 1 B}}\nwaivers:\n  - {{check: budget, about: gpu, because: we know, until: {until}}}\n",
            Gpu("ast")).ShouldHaveSingleItem();

        finding.ShouldStartWith($"limits.yaml:3: {severity} KS0506: ");
        finding.ShouldEndWith(hint);
    }

    [Fact]
    public void A_waiver_without_a_last_day_counts_for_good() =>
        Check("budgets: {gpu: 1 B}\nwaivers:\n  - {check: budget, about: \"g*\", because: we know}\n", Gpu("ast"))
            .ShouldHaveSingleItem().ShouldEndWith(". Accepted: we know");

    [Fact]
    public void A_waiver_for_nothing_is_named_where_its_check_was_made()
    {
        const string Waivers = """
            waivers:
              - {check: budget, about: gpu, because: x, until: 2027-01-31}
              - {check: move, about: ast, because: x, until: 2027-01-31}

            """;

        Check(Waivers, Gpu("ast"))
            .ShouldBe(["limits.yaml:4: warning KS0513: needless waiver: check \"budget\" finds nothing about gpu. "
                + "Remove it"]);
        Check(Waivers, Gpu("ast"), Gpu("ast")).Length.ShouldBe(2);
    }
}
