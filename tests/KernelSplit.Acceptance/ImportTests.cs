using System.Globalization;
using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Maps.Import;

namespace KernelSplit.Acceptance;

/// <summary>
/// Rules in Fedora's format on a whole kernel: what our map says, beside what Python's <c>re</c> says.
/// </summary>
[Part(Part.Distributions)]
public sealed class ImportTests
{
    // Every feature of the format, and what people write in regular expressions.
    private const string Rules = """
        packages:
          - name: first
            depends-on: []
          - name: usual
            depends-on:
            - first
          - name: rare
            depends-on: [first, usual]
          - name: tests
            depends-on: [first, usual]
          - name: fast
            if_variant_in: [rt]
            depends-on: [first]
        rules:
          - .*kunit.*: tests
            exact_pkg: True
            ignore_deps: True
          - drivers/net/ethernet/(amd|intel/i[gx].*|mellanox)/.*: first
          - .*test[^/]*.ko: tests
          - lib/.*_selftest\.ko: tests
          - .*/[^/]*torture: tests
            exact_pkg: yes
          - drivers/net/dummy: fast
            if_variant_in: [rt]
          - 'drivers/net/dummy.ko': first
          - "drivers/net/ppp/ppp.*": rare
          - drivers/net/.*(usb|can)/.+: rare
          - drivers/net/[^/]+.ko: first
          - drivers/net/[^/]+/[^/]*: usual
          - drivers/gpu/drm/(?:i915|amd|xe).*: rare
          - drivers/gpu/drm/..?/.*: rare
          - drivers/gpu/.*drm[^/].*: first
          - sound/(soc/)?codecs/.*: rare
          - sound/pci/[a-h][a-z0-9]+: rare
          - sound/pci/[a-h].*: rare
          - sound/pci/[^i-z]*: usual
          - fs/(nfs|smb|nls).*: first
          - fs/ext\d.*: first
          - fs/x?fs/.*: first
          - fs/[a-c]{2,4}fs: rare
          - fs/.*.*fs.ko: usual
          - net/ipv[46]/netfilter/.*_(nat|log).*: first
          - net/ipv6: usual
          - net/.*/xt_[A-Z]{2,}: rare
          - net/8021q/8021q.ko(.xz)?: rare
          - net/.*k: usual
          - crypto/[^a-s]: rare
          - {crypto/.*: first, kernel/.*: first}
          - arch.: first
          - virt/|drivers/: first
          - default: usual
        """;

    // First those that must hold, then the others, as filtermods.py has them; what a path matches is up to Python.
    private const string Oracle = """
        import re, sys
        rules = []
        for number, line in enumerate(open(sys.argv[1]), 1):
            line = line.rstrip("\n")
            if line.startswith("rules:"):
                rules = []
            elif line.startswith("  - "):
                entry = line[4:].strip("{}")
                for rule in entry.split(", ") if line[4] == "{" else [entry]:
                    if ": " in rule:
                        regex, package = rule.rsplit(": ", 1)
                        rules.append(dict(regex=regex.strip("'\""), package=package, line=number, exact=False, off=False))
            elif line.startswith("    exact_pkg:"):
                rules[-1]["exact"] = True
            elif line.startswith("    if_variant_in:") and rules:
                rules[-1]["off"] = True
        left_out = set(map(int, sys.argv[2].split()))
        rules = [r for r in rules if not r["off"] and r["line"] not in left_out]
        rules.sort(key=lambda r: 0 if r["exact"] else 2 if r["regex"] == "default" else 1)
        for rule in rules:
            rule["re"] = re.compile("" if rule["regex"] == "default" else "[^/]+/" + rule["regex"])
        for path in sys.stdin.read().split():
            rule = next(r for r in rules if r["re"].match(path))
            print(path, rule["package"], rule["line"])
        """;

    [KernelTheory]
    [MemberData(nameof(KernelsUnderTest.Generic), MemberType = typeof(KernelsUnderTest))]
    public void The_first_rule_that_matches_is_the_one_that_Python_finds(string package)
    {
        using var folder = new TempDirectory();
        var file = folder.Write("rules.yaml", Rules);
        var imported = ImportedMap.Read(file, []);
        var tree = KernelUnderTest.Of(package).Tree;

        var theirs = Ask(folder, file, imported, tree);

        var kernel = new KernelFacts(tree);
        var ours = tree.Modules.ToDictionary(
            module => module.Path,
            module => imported.Map.Rules.First(rule => rule.When.Test(module, kernel) is not null));
        theirs.Count.ShouldBe(tree.Modules.Count);
        theirs.Count.ShouldBeGreaterThan(4000);
        theirs.Values.Select(their => their.Line).Distinct().Count().ShouldBeGreaterThan(20);
        theirs.Where(their => !IsSame(ours[their.Key], their.Value)).Take(10).ShouldBeEmpty();
    }

    private static bool IsSame(Rule ours, (string Package, int Line) theirs) =>
        ours.To == theirs.Package && Lines(ours.Because).Contains(theirs.Line);

    /// <summary>
    /// The lines that a rule's sentence names: <c>rules.yaml:17 puts</c>, <c>rules.yaml:17-19 put</c>.
    /// </summary>
    private static IEnumerable<int> Lines(string because)
    {
        var bounds = because.Split("rules.yaml:")[1].Split(' ')[0].Split('-').Select(line =>
            int.Parse(line, CultureInfo.InvariantCulture)).ToList();
        return Enumerable.Range(bounds[0], bounds[^1] - bounds[0] + 1);
    }

    /// <summary>By path, the package and the line of the rule in Fedora's file that matches first.</summary>
    private static Dictionary<string, (string Package, int Line)> Ask(
        TempDirectory folder, string file, ImportedMap imported, ModuleTree tree)
    {
        var script = folder.Write("oracle.py", Oracle);
        var paths = folder.Write("paths", string.Join('\n', tree.Modules.Select(module => module.Path)));
        var leftOut = string.Join(
            ' ',
            imported.Remarks.Where(remark =>
                remark.Message.Contains("left out: a path glob can't express", StringComparison.Ordinal))
                .Select(remark => remark.Line));
        return Shell.Must(
            "sh", "-c", "/usr/bin/python3 \"$1\" \"$2\" \"$3\" < \"$4\"", "-", script, file, leftOut, paths).Lines
            .Select(line => line.Split(' '))
            .ToDictionary(words => words[0], words => (words[1], int.Parse(words[2], CultureInfo.InvariantCulture)));
    }
}
