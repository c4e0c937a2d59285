using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace KernelSplit.Acceptance;

/// <summary>
/// <c>kernelsplit snapshot</c> and <c>diff</c> on two releases of the distribution, each figure beside what modinfo,
/// comm, objdump and the kernel's scripts/diffconfig say.
/// </summary>
[Part(Part.Distributions)]
public sealed partial class DiffTests(Shared<TwoSnapshots> shared)
{
    private readonly TwoSnapshots _two = shared.Value;

    // The pair whose differences are known by hand.
    private bool IsKnownPair => _two.OldDeb.Contains("_6.1.176-") && _two.NewDeb.Contains("_6.1.192-");

    private IEnumerable<JsonElement> Modules => _two.Difference.GetProperty("modules").EnumerateArray();

    private IEnumerable<JsonElement> Devices => _two.Difference.GetProperty("devices").EnumerateArray();

    [AptFact]
    public void A_snapshot_is_small()
    {
        new FileInfo(_two.Old).Length.ShouldBeLessThan(2_500_000);
        new FileInfo(_two.New).Length.ShouldBeLessThan(2_500_000);
    }

    [AptFact]
    public void Modules_that_came_and_went_are_those_that_the_packages_list()
    {
        var (old, now) = (Names(_two.OldTree), Names(_two.NewTree));

        Of("added", "modular").ShouldBe(now.Except(old).Order(StringComparer.Ordinal));
        Of("removed", "built-in").ShouldBe(old.Except(now).Order(StringComparer.Ordinal));
        if (IsKnownPair)
            Of("added").ShouldBe(["inv_sensors_timestamp"]);

        IEnumerable<string> Of(params string[] fates) =>
            Modules.Where(module => fates.Contains(Text(module, "status"))).Select(module => Text(module, "name"));
    }

    [AptFact]
    public void Devices_gained_and_lost_are_those_that_modinfo_tells()
    {
        var (old, now) = (ModInfo(_two.OldTree, "alias"), ModInfo(_two.NewTree, "alias"));

        Of("gained").ShouldBe(now.Except(old).Order(StringComparer.Ordinal));
        Of("lost", "covered").ShouldBe(old.Except(now).Order(StringComparer.Ordinal));
        if (IsKnownPair)
        {
            Of("gained").Count().ShouldBe(42);
            Of("lost").ShouldBe(["sdio:c09v*d*", "smc", "tcp-ulp-smc"]);
        }

        IEnumerable<string> Of(params string[] fates) =>
            Devices.Where(device => fates.Contains(Text(device, "status"))).Select(device => Text(device, "alias"));
    }

    [AptFact]
    public void Firmware_gained_and_lost_is_what_modinfo_tells()
    {
        var (old, now) = (ModInfo(_two.OldTree, "firmware"), ModInfo(_two.NewTree, "firmware"));
        var firmware = _two.Difference.GetProperty("firmware");

        Texts(firmware, "gained").ShouldBe(now.Except(old).Order(StringComparer.Ordinal));
        Texts(firmware, "lost").ShouldBe(old.Except(now).Order(StringComparer.Ordinal));
    }

    [AptFact]
    public void Parameters_gained_and_lost_are_what_modinfo_tells()
    {
        var (old, now) = (Parameters(_two.OldTree), Parameters(_two.NewTree));

        Of("gained").ShouldBe(now.Except(old).Order(StringComparer.Ordinal));
        Of("lost").ShouldBe(old.Except(now).Order(StringComparer.Ordinal));
        if (IsKnownPair)
            Of("lost").ShouldContain("qla2xxx.qla2xfc2target");

        // Of modules that both have.
        IEnumerable<string> Of(string side) => Modules.Where(module => Text(module, "status") == "kept")
            .SelectMany(module =>
                Texts(module.GetProperty("parameters"), side).Select(parameter =>
                    $"{Text(module, "name")}.{parameter}")).Order(StringComparer.Ordinal);
    }

    [AptFact]
    public void Configuration_is_what_the_kernels_own_diffconfig_prints()
    {
        // The source that the demo is built from, so that there is one less to unpack.
        var script = Path.Combine(
            DistributionBuild.UnpackedSource(DistributionBuild.SeriesOf(DistributionKernels.Generic[^1])),
            "scripts/diffconfig");

        var expected = Shell.Must("python3", script, Config(_two.OldTree), Config(_two.NewTree)).Lines;

        _two.Difference.GetProperty("config").EnumerateArray().Select(change =>
            Text(change, "notation")).ShouldBe(expected);
        if (IsKnownPair)
            expected.ShouldContain("-BT_HS y");
    }

    [AptFact]
    public void Not_one_module_has_the_same_bytes_and_about_half_have_the_same_code()
    {
        var common = Names(_two.OldTree).Intersect(Names(_two.NewTree)).ToList();
        var (old, now) = (Files(_two.OldTree), Files(_two.NewTree));
        var differing = Modules.Where(module => Is(module, "hasNewCode")).Select(module =>
            Text(module, "name")).ToHashSet();

        common.Count(name => File.ReadAllBytes(old[name]).SequenceEqual(File.ReadAllBytes(now[name]))).ShouldBe(0);
        ((double)differing.Count / common.Count).ShouldBeInRange(0.3, 0.8);
    }

    /// <summary>
    /// objdump knows nothing of our hash: sections that are loaded, their relocations with names, without the sections
    /// that every build changes.
    /// </summary>
    [AptFact]
    public void What_really_changed_is_what_objdump_shows()
    {
        var (old, now) = (Files(_two.OldTree), Files(_two.NewTree));
        var differing = Modules.Where(module => Is(module, "hasNewCode")).Select(module =>
            Text(module, "name")).ToHashSet();
        var names = old.Keys.Intersect(now.Keys).Order(StringComparer.Ordinal).ToList();
        var random = new Random(Coverage.Seed());

        foreach (var name in names.Where(differing.Contains).OrderBy(_ => random.Next()).Take(Coverage.Choose(
            sample: 8, full: 25)))
            Dump(old[name]).SequenceEqual(Dump(now[name])).ShouldBeFalse($"{name} has the same code and data");
        foreach (var name in names.Where(name => !differing.Contains(name)).OrderBy(_ => random.Next()).Take(
            Coverage.Choose(sample: 20, full: 60)))
            Code(old[name]).ShouldBe(Code(now[name]), $"{name} has other code");
    }

    [AptFact]
    public void The_verdict_adds_up_with_the_sizes_on_disk()
    {
        var growth = Files(_two.NewTree).Values.Sum(file => new FileInfo(file).Length) - Files(_two.OldTree).Values
            .Sum(file => new FileInfo(file).Length);

        _two.Difference.GetProperty("total").GetProperty("installedGrowth").GetInt64().ShouldBe(growth);
        _two.Ended.Output.Split('\n')[0].ShouldBe(Text(_two.Difference, "verdict"));
        Verdict().IsMatch(Text(_two.Difference, "verdict")).ShouldBeTrue(Text(_two.Difference, "verdict"));
    }

    [AptFact]
    public void Reports_of_all_formats_are_written_at_once()
    {
        new FileInfo(Path.Combine(_two.Folder, "diff.md")).Length.ShouldBeInRange(1000, 65_536);
        XDocument.Load(Path.Combine(
            _two.Folder, "gates.xml")).Root!.Element("testsuite")!.Attribute("failures")!.Value.ShouldBe("0");
    }

    [AptFact]
    public void A_package_is_compared_as_its_snapshot_is() =>
        Shell.KernelSplit(_two.Folder, "diff", _two.OldDeb, _two.NewTree, "--json").Output.ShouldBe(File.ReadAllText(
            Path.Combine(_two.Folder, "diff.json")));

    [AptFact]
    public void A_snapshot_from_standard_input_is_one_too()
    {
        var ended = Shell.Run(
            "sh", ["-c", $"'{Shell.Program}' diff - '{_two.New}' --json < '{_two.Old}'"]);

        ended.Output.ShouldBe(File.ReadAllText(Path.Combine(_two.Folder, "diff.json")));
    }

    [AptFact]
    public void Three_releases_give_a_trend()
    {
        var newest = _two.Take(KernelUnderTest.ToPackage(DistributionKernels.Generic[^1]).Deb, "newest.snapshot");

        var ended = Shell.KernelSplit(
            _two.Folder, "diff", _two.Old, _two.New, newest, "-o", "json=trend.json", "-o", "html=trend.html");

        ended.ExitCode.ShouldBe(0, ended.Output + ended.Errors);
        var trend = JsonDocument.Parse(File.ReadAllText(Path.Combine(_two.Folder, "trend.json"))).RootElement;
        trend.GetProperty("releases").GetArrayLength().ShouldBe(3);
        File.ReadAllText(Path.Combine(_two.Folder, "trend.html")).ShouldContain("<svg");
    }

    [AptFact]
    public void Another_flavour_is_an_answer()
    {
        var cloud = _two.Take(DistributionKernels.Deb(DistributionKernels.Clouds[0]), "cloud.snapshot");

        var difference = Diff(_two.New, cloud);

        difference.GetProperty("isUpdate").GetBoolean().ShouldBeTrue();
        difference.GetProperty("total").GetProperty("lost").GetInt32().ShouldBeGreaterThan(1000);
        difference.GetProperty("config").GetArrayLength().ShouldBeGreaterThan(1000);
    }

    [AptFact(OnlyInFull = true)]
    public void Another_architecture_is_an_answer_without_code_cost_and_advice()
    {
        var arm = DistributionKernels.All.FirstOrDefault(package =>
            package.EndsWith("-arm64-unsigned", StringComparison.Ordinal) && !package.Contains("cloud")
                && !package.Contains("rt")
                && !package.Contains("16k"));
        arm.ShouldNotBeNull("apt offers no kernel for arm64");

        var difference = Diff(_two.New, _two.Take(DistributionKernels.Deb(arm), "arm64.snapshot"));

        difference.GetProperty("isUpdate").GetBoolean().ShouldBeFalse();
        difference.TryGetProperty("advice", out _).ShouldBeFalse();
        Text(difference.GetProperty("new"), "architecture").ShouldBe("arm64");
        difference.GetProperty("modules").EnumerateArray().ShouldAllBe(module => !Is(module, "hasNewCode"));
    }

    [AptFact]
    public void The_ideal_delta_of_a_kernel_to_itself_is_next_to_nothing()
    {
        var cloud = KernelUnderTest.Of(DistributionKernels.Clouds[^1]);
        using var few = new TempDirectory();
        var kernel = Coverage.IsFull ? cloud.Deb : Some(cloud, few.Path);

        var ended = Shell.KernelSplit(_two.Folder, "diff", kernel, kernel, "--delta", "--json");

        ended.ExitCode.ShouldBe(0, ended.Errors);
        var total = JsonDocument.Parse(ended.Output).RootElement.GetProperty("total");
        total.GetProperty("idealDelta").GetInt64().ShouldBeInRange(
            1, total.GetProperty("now").GetProperty("installedSize").GetInt64() / 100);
        Shell.KernelSplit(_two.Folder, "diff", _two.Old, _two.New, "--delta").Errors
            .ShouldContain("a snapshot doesn't contain the modules");
    }

    /// <summary>A root with some of its modules.</summary>
    private static string Some(KernelUnderTest kernel, string root)
    {
        foreach (var module in Coverage.Sample(kernel.Tree.Modules, 30))
        {
            var copy = Path.Combine(root, "lib/modules", kernel.Release, module.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(kernel.Modules, module.Path), copy);
        }

        return root;
    }

    private JsonElement Diff(string old, string now)
    {
        var ended = Shell.KernelSplit(_two.Folder, "diff", old, now, "--json");
        ended.ExitCode.ShouldBeOneOf(0, 1);
        return JsonDocument.Parse(ended.Output).RootElement;
    }

    private static string[] Dump(string module) =>
        [.. Shell.Must("objdump", [.. ShownSections(module), "--full-contents", "--reloc", module]).Lines.Skip(1)];

    /// <summary>Instructions without addresses of what they jump to: the relocations' names are beside them.</summary>
    private static string[] Code(string module) =>
        [.. Shell.Must("objdump", "--disassemble", "--reloc", "--no-show-raw-insn", module).Lines.Skip(1)
            .Where(line => !line.Contains(".str1.")).Select(line => CountedName().Replace(line, "$1N"))];

    private static string[] ShownSections(string module) =>
        [.. SectionName().Matches(Shell.Must("readelf", "--sections", "--wide", module).Output)
            .Select(match => match.Groups["name"].Value)
            .Where(name =>
                !name.StartsWith(".note") && !name.StartsWith(".BTF") && !name.StartsWith("__version") && !name
                    .StartsWith("__kcrctab")
                        && name is not (".modinfo" or ".orc_header" or ".gnu.linkonce.this_module"))
            .Select(name => $"--section={name}")];

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static bool Is(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.GetBoolean();

    private static string[] Texts(JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];

    private static string Config(string tree) =>
        Directory.EnumerateFiles(Path.Combine(tree, "boot"), "config-*").Single();

    private static Dictionary<string, string> Files(string tree) =>
        Directory.EnumerateFiles(Path.Combine(tree, "lib"), "*.ko", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file).Replace('-', '_'), StringComparer.Ordinal);

    private static HashSet<string> Names(string tree) => [.. Files(tree).Keys];

    private static HashSet<string> ModInfo(string tree, string field) =>
        [.. Shell.Must("sh", "-c", $"find '{tree}/lib' -name '*.ko' -print0 | xargs -0 modinfo --field {field}").Lines];

    private static HashSet<string> Parameters(string tree)
    {
        var parameters = new HashSet<string>(StringComparer.Ordinal);
        var name = "";
        // Descriptions may have lines of their own.
        foreach (var field in Shell.Must(
            "sh", "-c", $"find '{tree}/lib' -name '*.ko' -print0 | xargs -0 modinfo --null").Output.Split('\0'))
        {
            if (field.StartsWith("filename:", StringComparison.Ordinal))
                name = Path.GetFileNameWithoutExtension(field).Replace('-', '_');
            else if (field.StartsWith("parm:", StringComparison.Ordinal))
                parameters.Add($"{name}.{field.Split(':')[1].Trim()}");
        }

        parameters.Count.ShouldBeGreaterThan(1000);
        return parameters;
    }

    [GeneratedRegex(
        @"^cloud \S+ -> \S+  installed [+-]?[\d.]+ \S+ \([^)]+\)  "
        + @"modules \+\d+/-\d+/~\d+/moved \d+  PASS (\d+)/\1$")]
    private static partial Regex Verdict();

    // Compilers count the names that they make up, at their end: __UNIQUE_ID(dev3type) is __UNIQUE_ID_dev3type255.
    [GeneratedRegex(@"(__UNIQUE_ID_\w*?(?=\d+\b)|[a-z_]\.)\d+")]
    private static partial Regex CountedName();

    [GeneratedRegex(@"^ +\[ *\d+\] (?<name>\S+) .* W?AX?[MSI]* +\d+ +\d+ +\d+$", RegexOptions.Multiline)]
    private static partial Regex SectionName();
}
