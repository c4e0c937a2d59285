using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Maps.Import;

namespace KernelSplit.Tests.Splitting.Maps;

public sealed class ImportedMapTests
{
    private const string Packages = """
        packages:
          - name: base
            depends-on: []
          - name: more
            depends-on:
            - base
        rules:

        """;

    private static ImportedMap Import(string rules) =>
        ImportedMap.Parse("def.yaml", new StringReader(Packages + rules), []);

    private static string[] Remarks(string rules) => [.. Import(rules).Remarks.Select(remark => remark.ToString())];

    private static string[] Mistakes(string rules) =>
        [.. Should.Throw<InvalidInputException>(() => Import(rules)).Diagnostics.Select(mistake => mistake.ToString())];

    /// <summary>The package and the line of Fedora's rule that takes a module first.</summary>
    private static (string To, string Because)? Match(ImportedMap imported, string path)
    {
        var module = Build.Module(path);
        var kernel = new KernelFacts(Build.Tree(module));
        return imported.Map.Rules.FirstOrDefault(rule => rule.When.Test(module, kernel) is not null) is { } rule
            ? (rule.To, rule.Because)
            : null;
    }

    [Fact]
    public void Packages_keep_what_they_need_and_which_is_the_default() =>
        Import("  - default: more\n").Map.Packages.Select(package =>
            (package.Name, string.Join(' ', package.Requires), package.IsDefault))
            .ShouldBe([("base", "", false), ("more", "base", true)]);

    [Fact]
    public void Rules_in_a_row_for_one_package_are_one_rule_that_names_their_lines()
    {
        var imported = Import("""
              - arch/.*: base
              - crypto/.*: base

              - drivers/block/floppy.*: more
              - drivers/block/.*: base
              - default: more
            """);

        imported.Text[imported.Text.IndexOf("rules:\n", StringComparison.Ordinal)..].ShouldBe("""
            rules:
              - to: base
                because: Fedora's rules in def.yaml:8-9 put it here
                optional: true
                when:
                  path:
                    - "arch/**"
                    - "crypto/**"
              - to: more
                because: Fedora's rule in def.yaml:11 puts it here
                optional: true
                when: {path: "drivers/block/floppy**"}
              - to: base
                because: Fedora's rule in def.yaml:12 puts it here
                optional: true
                when: {path: "drivers/block/**"}
              - to: more
                because: Fedora's default in def.yaml:13 puts it here
                optional: true
                when: {path: "**"}

            """);
        imported.Remarks.ShouldBeEmpty();
    }

    [Fact]
    public void The_first_rule_decides()
    {
        var imported = Import("  - fs/nfs.*: more\n  - fs/.*: base\n  - default: more\n");

        Match(imported, "fs/nfs_common/grace").ShouldBe(("more", "Fedora's rule in def.yaml:8 puts it here"));
        Match(imported, "fs/ext4/ext4")!.Value.To.ShouldBe("base");
        Match(imported, "net/tun").ShouldBe(("more", "Fedora's default in def.yaml:10 puts it here"));
    }

    [Fact]
    public void Exact_rules_come_before_all_others_and_are_pinned()
    {
        var imported = Import("""
              - lib/.*: base
              - .*kunit.*: more
                exact_pkg: True
              - default: more
            """);

        Match(imported, "lib/a_kunit")!.Value.To.ShouldBe("more");
        imported.Text.ShouldContain("    pin: true\n");
        imported.Remarks.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_for_another_variant_is_left_out_unless_that_is_asked_for()
    {
        const string Rules = """
            packages:
              - name: base
              - {name: rt, depends-on: [base], if_variant_in: [rt]}
            rules:
              - drivers/rt.*: rt
                if_variant_in: [rt, automotive]
              - drivers/.*: base
              - default: base
            """;
        var (with, without) = (Parse("rt"), Parse());

        Match(without, "drivers/rt_x")!.Value.To.ShouldBe("base");
        Match(with, "drivers/rt_x")!.Value.To.ShouldBe("rt");
        without.Remarks.Select(remark => remark.ToString())
            .ShouldBe(["def.yaml:3: note KS0103: left out, for other variants only: lines 3, 5. Select variants with "
                + "--variant"]);

        ImportedMap Parse(params string[] variants) => ImportedMap.Parse("def.yaml", new StringReader(Rules), variants);
    }

    [Fact]
    public void One_entry_may_hold_several_rules() =>
        Match(Import("  - {net/a.*: base, net/b.*: more}\n  - default: more\n"), "net/b1")!.Value.To.ShouldBe("more");

    [Theory]
    [InlineData("(?i)net/.*: base", "def.yaml:8:5: error KS0103: \"(?i)net/.*\": left out: a path glob can't express "
        + "\"(?i\"")]
    [InlineData("'net/[a-z]+.ko': base",
        "def.yaml:8:10: error KS0103: \"net/[a-z]+.ko\": left out: a path glob can't express \"[a-z]+\", any number of "
        + "something else than \".\" and \"[^/]\"")]
    // Each dot may be a slash: some 2^40 globs.
    [InlineData("net/................................................: base",
        "def.yaml:8:5: error KS0103: \"net/................................................\": left out: a path "
        + "glob can't express \".\" in so many places; it takes more than 1000 globs")]
    [InlineData("net/a|net/b: base",
        "def.yaml:8:10: error KS0103: \"net/a|net/b\": left out what follows \"|\": Fedora puts the first directory "
        + "only before the first part. Write (a|b)")]
    [InlineData(@"fs/x\.ko$: base",
        "def.yaml:8:5: warning KS0103: \"fs/x\\.ko$\": in Fedora the match depends on how modules are compressed, here "
        + "it doesn't")]
    [InlineData("/fs/.*: base", "def.yaml:8:5: warning KS0103: \"/fs/.*\": left out: no module's path can match it")]
    [InlineData("fs/x.ko: base",
        "def.yaml: note KS0103: the dot of \".ko\" is taken for a dot in 1 rule; in Fedora it is any character")]
    public void What_is_different_is_said(string rule, string remark) =>
        Remarks($"  - {rule}\n  - default: more\n").ShouldBe([remark]);

    [Fact]
    public void A_rule_that_is_there_twice_is_left_out() =>
        Remarks("  - fs/.*: base\n  - fs/.*: more\n  - default: more\n")
            .ShouldBe(
                ["def.yaml:9:5: warning KS0103: \"fs/.*\": left out: line 8 matches the same modules and comes first"]);

    [Fact]
    public void Without_a_default_the_package_above_most_others_is_it()
    {
        var imported = Import("  - fs/.*: base\n");

        imported.Map.Default.Name.ShouldBe("more");
        imported.Remarks.Single().Message.ShouldBe("no rule is the default");
    }

    [Fact]
    public void What_is_different_stands_in_the_map_as_well()
    {
        var text = Import("  - .*kunit.*: more\n    exact_pkg: yes\n    ignore_deps: True\n  - (?i)x: base\n  - "
            + "default: more\n").Text;

        text.ShouldContain("  # def.yaml:8, .*kunit.*: ignore_deps is not carried over: ");
        text.ShouldContain("  # def.yaml:11, (?i)x: left out: a path glob can't express \"(?i\".\n");
    }

    [Theory]
    [InlineData("  - fs/.*: bas", "def.yaml:8:12: error KS0101: no package \"bas\". Did you mean \"base\"?")]
    [InlineData("  - fs/.*: base\n    exact_pgk: True", "def.yaml:9:16: error KS0101: no package \"True\". Did "
        + "you mean "
        + "\"exact_pkg\"?")]
    [InlineData("  - fs/.*: base\n    ignore_deps: True",
        "def.yaml:9:18: error KS0101: \"ignore_deps\" can only be combined with \"exact_pkg: True\"")]
    [InlineData("  - fs/.*: base\n    exact_pkg: 1", "def.yaml:9:16: error KS0101: expected True or False")]
    [InlineData("  - fs/.*: base\n    if_variant_in: rt", "def.yaml:9:20: error KS0101: \"if_variant_in\" is a list")]
    [InlineData("  - fs/.*: rt", "def.yaml:8:12: error KS0101: no package \"rt\". Known: base, more")]
    [InlineData("  - default: base\n  - default: more", "def.yaml:9:5: error KS0101: the default is base already")]
    [InlineData("  - fs", "def.yaml:8:5: error KS0101: expected a mapping")]
    public void Mistakes_have_their_place(string rules, string mistake) => Mistakes(rules)[0].ShouldBe(mistake);
}
