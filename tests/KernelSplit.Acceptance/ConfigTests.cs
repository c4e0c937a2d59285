using System.Text.Json;
using System.Text.RegularExpressions;

namespace KernelSplit.Acceptance;

/// <summary><c>kernelsplit config</c>, held against the kernel's own merge_config.sh and kbuild.</summary>
[Part(Part.Kconfig)]
public sealed partial class ConfigTests
{
    private static readonly string[] Fragments =
    [
        "kernel/configs/kvm_guest.config", "kernel/configs/xen.config", "arch/x86/configs/xen.config",
        "kernel/configs/hardening.config", "kernel/configs/debug.config",
    ];

    public static TheoryData<string> Series() =>
        [.. Coverage.Sample(DistributionKernels.Generic).Select(DistributionBuild.SeriesOf)];

    /// <summary>The fragments that come with the kernel, some of whose requests it drops itself.</summary>
    [AptTheory]
    [MemberData(nameof(Series))]
    public void Upstream_s_own_fragments_become_what_merge_config_makes_and_every_drop_has_its_cause(string series)
    {
        var source = DistributionBuild.UnpackedSource(series);
        var fragments = Fragments.Select(fragment => Path.Combine(source, fragment)).Where(File.Exists).ToArray();
        using var folder = new TempDirectory("kernelsplit-config-");
        var make = MergeAsTheKernelDoes(source, fragments, folder.Path);

        var ended = Shell.KernelSplit(
            folder.Path,
            [
                "config", "--kernel", source, "--arch", "x86_64", "--base", "defconfig", "--dummy-tools", "--last-wins",
                "--json", "-o", "ours", .. fragments,
            ]);

        ended.ExitCode.ShouldBe(1, ended.Errors);
        File.ReadAllBytes(Path.Combine(folder.Path, "ours"))
            .ShouldBe(File.ReadAllBytes(Path.Combine(folder.Path, ".config")));
        var verdicts = JsonDocument.Parse(ended.Output).RootElement.GetProperty("requestedValues").EnumerateArray()
            .Where(verdict => verdict.GetProperty("outcome").GetString() != "overridden").ToList();
        var asked = verdicts.Select(verdict => verdict.GetProperty("symbol").GetString()).ToHashSet();
        var dropped = Dropped().Matches(make).Select(match =>
            match.Groups["symbol"].Value).Where(asked.Contains).ToList();
        dropped.Count.ShouldBeGreaterThan(3);
        // It alarms about symbols that were asked not to be set and aren't there.
        var falseAlarms = dropped.Except(Lost(verdicts)).ToList();
        Lost(verdicts).ShouldBeSubsetOf(dropped);
        foreach (var symbol in falseAlarms)
            verdicts.Single(verdict =>
                verdict.GetProperty("symbol").GetString() == symbol).GetProperty("asked").GetString().ShouldBe("n");
        foreach (var verdict in verdicts.Where(verdict => verdict.GetProperty("lost").GetBoolean()))
            verdict.GetProperty("because").GetArrayLength().ShouldBeGreaterThan(0, verdict.ToString());
        Outcome("S390_GUEST").ShouldBe("unknown");
        Outcome("HIGHMEM64G").ShouldBe("unmet-dependency");

        string? Outcome(string symbol) =>
            verdicts.Single(verdict =>
                verdict.GetProperty("symbol").GetString() == symbol).GetProperty("outcome").GetString();
    }

    /// <summary>Assumed answers are those of the dummy tools: only the compiler's name differs.</summary>
    [AptTheory]
    [InlineData("x86_64")]
    [InlineData("aarch64")]
    [InlineData("i686")]
    public void Without_a_shell_the_config_is_that_of_the_dummy_tools_and_nothing_runs(string architecture)
    {
        var source = DistributionBuild.UnpackedSource("6.12");
        using var folder = new TempDirectory("kernelsplit-config-");
        var fragment = folder.Write("my.config", "CONFIG_PCI=y\n");

        foreach (var option in (string[])["--dummy-tools", "--no-shell"])
        {
            Shell.KernelSplit(
                folder.Path, "config", "--kernel", source, "--arch", architecture, "--base", "defconfig", option,
                "-o", option[2..], fragment).ExitCode.ShouldBe(0);
        }

        Values("no-shell").ShouldBe(Values("dummy-tools"));

        IEnumerable<string> Values(string file) => File.ReadLines(Path.Combine(folder.Path, file))
            .Where(line => !line.StartsWith("CONFIG_CC_VERSION_TEXT=", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_shell_neither_a_makefile_nor_a_command_of_the_tree_runs()
    {
        using var folder = new TempDirectory("kernelsplit-config-");
        folder.Write("tree/Kbuild", "");
        folder.Write(
            "tree/Makefile", "VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 1\nX := $(shell touch $(CURDIR)/ran)\n");
        folder.Write(
            "tree/Kconfig",
            "mainmenu \"x\"\nRAN := $(shell,touch $(srctree)/ran && echo y)\nconfig PCI\n\tbool \"pci\"\n");
        var fragment = folder.Write("my.config", "CONFIG_PCI=y\n");

        var ended = Shell.KernelSplit(
            folder.Path, "config", "--kernel", "tree", "--base", "allnoconfig", "--no-shell", fragment);

        ended.ExitCode.ShouldBe(0, ended.Errors);
        File.Exists(Path.Combine(folder.Path, "tree", "ran")).ShouldBeFalse();
    }

    [Fact]
    public void Without_a_shell_no_cache_is_needed()
    {
        using var folder = new TempDirectory("kernelsplit-config-");
        folder.Write("tree/Kbuild", "");
        folder.Write("tree/Makefile", "VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 1\n");
        folder.Write("tree/Kconfig", "config PCI\n\tbool \"pci\"\n");
        folder.Write("my.config", "CONFIG_PCI=y\n");
        var program = Path.Combine(Shell.Checkout, "kernelsplit");

        var ended = Shell.Run(
            "env",
            [
                "-C", folder.Path, "XDG_CACHE_HOME=not/absolute", program, "config", "--kernel", "tree",
                "--base", "allnoconfig", "--no-shell", "my.config",
            ]);

        ended.ExitCode.ShouldBe(0, ended.Errors);
    }

    [AptTheory]
    [MemberData(nameof(Series))]
    public void All_targets_get_on_all_architectures_what_they_ask_for(string series)
    {
        var ended = Shell.KernelSplit(
            Shell.Checkout, "config", "--check", "--kernel", DistributionBuild.UnpackedSource(series));

        ended.ExitCode.ShouldBe(0, ended.Output + ended.Errors);
        ended.Output.ShouldContain(" x 3 architectures");
    }

    [AptTheory]
    [InlineData("6.12")]
    public void A_finding_names_its_place_for_github_and_an_entry_that_allows_nothing_is_one(string series)
    {
        using var folder = new TempDirectory("kernelsplit-config-");
        Directory.CreateDirectory(Path.Combine(folder.Path, "fragments/mine"));
        File.WriteAllText(Path.Combine(folder.Path, "fragments/mine/target.yaml"), "name: mine\nsummary: ours\n");
        File.WriteAllText(Path.Combine(folder.Path, "fragments/mine/common.config"), "# our card\nCONFIG_TIGON3=m\n");
        File.WriteAllText(
            Path.Combine(folder.Path, "fragments/allow.yaml"),
            "allow:\n  - {symbol: NET, targets: [mine], reason: none}\n");
        File.WriteAllText(Path.Combine(folder.Path, "kernelsplit.yaml"), "name: mine\ntargets: [mine]\n");

        var ended = Shell.KernelSplit(
            folder.Path, "config", "--check", "--github", "--target", "mine", "--arch", "aarch64", "--kernel",
            DistributionBuild.UnpackedSource(series));

        ended.ExitCode.ShouldBe(1);
        ended.Lines[0].ShouldStartWith(
            "::warning file=fragments/mine/common.config,line=2,title=CONFIG_TIGON3=m%3A unmet dependency::");
        ended.Lines[1].ShouldStartWith(
            "::warning file=fragments/allow.yaml,line=2,title=needless entry::"
            + "needless entry: this kernel has no finding about CONFIG_NET");
    }

    /// <summary>What a user would do with a fix: add its lines to the fragment. Then kbuild is asked.</summary>
    [AptTheory]
    [MemberData(nameof(Series))]
    public void A_proposed_fix_makes_the_request_land_in_kbuild_s_config(string series)
    {
        var source = DistributionBuild.UnpackedSource(series);
        using var folder = new TempDirectory("kernelsplit-config-");
        var fragment = Path.Combine(folder.Path, "mine.config");
        File.WriteAllLines(
            fragment, Modules(source, Path.Combine(folder.Path, "all"), Coverage.Choose(sample: 6, full: 12)));

        var ended = Shell.KernelSplit(
            folder.Path, "config", "--kernel", source, "--arch", "x86_64", "--base", "defconfig", "--dummy-tools",
            "--json", "-o", "ours", fragment);

        ended.ExitCode.ShouldBe(1, ended.Errors);
        var fixes = JsonDocument.Parse(ended.Output).RootElement.GetProperty("requestedValues").EnumerateArray()
            .Where(verdict => verdict.TryGetProperty("fix", out var fix) && fix.GetArrayLength() > 0)
            .ToDictionary(
                verdict => $"CONFIG_{verdict.GetProperty("symbol")}={verdict.GetProperty("asked")}",
                verdict => verdict.GetProperty("fix").EnumerateArray().Select(line => line.GetString()!).ToList());
        fixes.Count.ShouldBeGreaterThan(Coverage.Choose(sample: 0, full: 2));
        foreach (var (request, settings) in fixes)
        {
            var fixedFragment = Path.Combine(folder.Path, "fixed.config");
            File.WriteAllLines(fixedFragment, [.. File.ReadLines(fragment), .. settings]);
            MergeAsTheKernelDoes(source, [fixedFragment], folder.Path);
            var config = File.ReadAllLines(Path.Combine(folder.Path, ".config"));
            foreach (var line in settings.Append(request))
                config.ShouldContain(line, $"{request} with {string.Join(", ", settings)}");
        }
    }

    /// <summary>
    /// Requests for modules, from all parts of the kernel, most of which the default configuration has no place for.
    /// </summary>
    private static IEnumerable<string> Modules(string source, string folder, int count)
    {
        Directory.CreateDirectory(folder);
        Shell.Must(
            "make",
            ["-s", "-C", source, $"O={folder}", "ARCH=x86_64", .. TargetConfig.DummyTools(source), "allmodconfig"]);
        var modules = File.ReadLines(Path.Combine(folder, ".config")).Where(line =>
            line.EndsWith("=m", StringComparison.Ordinal)).ToList();
        return Enumerable.Range(0, count).Select(i => modules[(2 * i + 1) * modules.Count / (2 * count)]);
    }

    private static IEnumerable<string?> Lost(IEnumerable<JsonElement> verdicts) =>
        verdicts.Where(verdict => verdict.GetProperty("lost").GetBoolean()).Select(verdict =>
            verdict.GetProperty("symbol").GetString());

    /// <summary>
    /// Leaves .config in the folder; returns what the script says. It has its temporary files, and sed's, where it
    /// runs, which must be a source tree: links to one, because others read the source meanwhile.
    /// </summary>
    private static string MergeAsTheKernelDoes(string source, string[] fragments, string folder)
    {
        using var links = new TempDirectory("kernelsplit-links-");
        foreach (var path in Directory.EnumerateFileSystemEntries(source))
            File.CreateSymbolicLink(Path.Combine(links.Path, Path.GetFileName(path)), path);
        var defconfig = Path.Combine(source, "arch/x86/configs/x86_64_defconfig");
        var merged = Shell.Run(
            Path.Combine(source, "scripts/kconfig/merge_config.sh"), ["-O", folder, defconfig, .. fragments],
            links.Path, new Dictionary<string, string>
            {
                ["ARCH"] = "x86_64",
                ["MAKEFLAGS"] = $" -- {string.Join(' ', TargetConfig.DummyTools(source))}",
            });
        merged.ExitCode.ShouldBe(0, merged.Errors);
        return merged.Output;
    }

    [GeneratedRegex("""Value requested for CONFIG_(?<symbol>\w+) not in final \.config""")]
    private static partial Regex Dropped();
}
