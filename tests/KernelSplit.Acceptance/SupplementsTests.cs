using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using KernelSplit.Modules;

namespace KernelSplit.Acceptance;

/// <summary>
/// That hardware pulls its package: the Supplements in the RPMs, held by libc's fnmatch (which libzypp uses) against
/// the
/// modules' aliases, and solved by libsolv.
/// </summary>
[Part(Part.Packages)]
public sealed partial class SupplementsTests(Shared<RepackRun> shared)
{
    private readonly RepackRun _run = shared.Value;

    private const string Prefix = "modalias(kernel-cloud-core:";

    // Of the kernel's formats (scripts/mod/file2alias.c): how many digits a field has.
    private static readonly Dictionary<string, Dictionary<string, int>> Widths = new()
    {
        ["pci"] = new() { ["v"] = 8, ["d"] = 8, ["sv"] = 8, ["sd"] = 8, ["bc"] = 2, ["sc"] = 2, ["i"] = 2 },
        ["usb"] = new()
        {
            ["v"] = 4,
            ["p"] = 4,
            ["d"] = 4,
            ["dc"] = 2,
            ["dsc"] = 2,
            ["dp"] = 2,
            ["ic"] = 2,
            ["isc"] = 2,
            ["ip"] = 2,
            ["in"] = 2,
        },
    };

    public static TheoryData<string, string[]> Machines() => new()
    {
        { "", ["core"] },
        // Intel 82576 Virtual Function
        { "pci:v00008086d000010CAsv00008086sd0000A03Cbc02sc00i00", ["core", "shared", "sriov"] },
        // NVIDIA T4
        { "pci:v000010DEd00001EB8sv000010DEsd000012A2bc03sc02i00", ["core", "gpu", "shared"] },
        // AMD Instinct MI210
        { "pci:v00001002d0000740Fsv00001002sd00000C34bc03sc80i00", ["core", "gpu", "shared"] },
        // virtio network adapter: core drives it
        { "virtio:d00000001v00001AF4", ["core"] },
    };

    [AptTheory]
    [MemberData(nameof(Machines))]
    public void Libsolv_takes_the_packages_that_a_machines_device_needs(string modalias, string[] packages)
    {
        var present = _run.Rpms.SelectMany(Supplements).Where(pattern =>
            Fnmatch(Decode(pattern), modalias, 0) == 0).Distinct();
        using var folder = new TempDirectory();
        Shell.Must("sh", ["-c", "out=$1; shift; exec rpms2solv \"$@\" "
            + ">\"$out\"", "sh", Path.Combine(folder.Path, "rpms.solv"), .. _run.Rpms]);
        var test = folder.Write("machine.t", string.Concat(
            "repo installed 0 testtags <inline>\n#>=Pkg: kmod 1 1 x86_64\n"
                + "#>=Pkg: bash 1 1 x86_64\n#>=Prv: /bin/sh\n",
            "repo available 0 solv rpms.solv\nsystem x86_64 rpm installed\n",
            string.Concat(present.Select(pattern => $"namespace namespace:modalias({pattern}) @SYSTEM\n")),
            "job install name kernel-cloud-core\n"));

        var solution = Shell.Must("testsolv", "-r", test).Lines.Where(line =>
            line.StartsWith("install ", StringComparison.Ordinal));

        solution.Select(line => line.Split('-')[2]).Order(StringComparer.Ordinal).ShouldBe(packages);
    }

    [AptFact]
    public void A_packages_patterns_match_the_devices_that_its_modules_drive_and_core_does_not()
    {
        var tree = ModuleTreeReader.Read([_run.Tree]);
        var packageOf = JsonDocument.Parse(File.ReadAllText(
            Path.Combine(_run.Output, "plan.json"))).RootElement.GetProperty("modules").EnumerateArray()
            .ToDictionary(
                module => module.GetProperty("module").GetString()!,
                module => module.GetProperty("package").GetString()!);
        var aliases = tree.Modules.ToLookup(
            module => packageOf[module.Name], module => module.ModInfo.Aliases.Where(IsOfDevice).ToList());
        string[] served =
        [
            .. aliases["core"].SelectMany(list => list),
            .. tree.BuiltIns.SelectMany(builtIn => builtIn.Aliases).Where(IsOfDevice),
        ];
        var random = new Random(1);
        foreach (var package in packageOf.Values.Distinct().Where(package => package != "core"))
        {
            string[] own = [.. aliases[package].SelectMany(list => list).Distinct()];
            string[] patterns = [.. Supplements(_run.Rpm(package)).Select(Decode)];
            patterns.Length.ShouldBeLessThanOrEqualTo(own.Length);
            if (own.Length == 0)
                continue;
            var matched = 0;
            foreach (var modalias in random.GetItems(own, Math.Min(own.Length, 300))
                .Select(alias => Instance(alias, random))
                .SelectMany(m => new[] { m, Changed(m, random) }))
            {
                var isWanted = patterns.Any(pattern => Fnmatch(pattern, modalias, 0) == 0);
                var isDriven = own.Any(alias => Fnmatch(alias, modalias, 0) == 0);
                if (isWanted || !served.Any(alias => Fnmatch(alias, modalias, 0) == 0))
                    isWanted.ShouldBe(isDriven, $"{package}: {modalias}");
                matched += isWanted ? 1 : 0;
            }

            matched.ShouldBeGreaterThan(0, package);
        }
    }

    [AptFact]
    public void Core_needs_no_pattern_and_the_packages_have_few()
    {
        Supplements(_run.Rpm("core")).ShouldBeEmpty();
        foreach (var package in new[] { "sriov", "gpu" })
            Supplements(_run.Rpm(package)).Count().ShouldBeInRange(1, 300);
    }

    private static bool IsOfDevice(string alias) => alias.Contains(':') && !SoftwareOrWholeMachine().IsMatch(alias);

    [GeneratedRegex(@"^(cpu:|dmi\*?:|platform:|devname:)")]
    private static partial Regex SoftwareOrWholeMachine();

    private static IEnumerable<string> Supplements(string rpm) => Shell.Must("rpm", "-qp", "--supplements", rpm).Lines
        .Select(line =>
            line.StartsWith(Prefix, StringComparison.Ordinal)
                ? line[Prefix.Length..^1]
                : throw new InvalidDataException(line));

    private static string Decode(string pattern) => Uri.UnescapeDataString(pattern);

    /// <summary>A modalias that the kernel could make and the alias matches.</summary>
    private static string Instance(string alias, Random random)
    {
        var bus = alias.Split(':')[0];
        string Plain(string text) =>
            Set().Replace(text, set => set.Value[1 + (random.Next(2) * (set.Length - 3))].ToString());
        string Digits(int count) => new(random.GetItems<char>("0123456789ABCDEF", Math.Max(0, count)));
        if (!Widths.TryGetValue(bus, out var widths))
            return Plain(alias).Replace("*", "");
        return $"{bus}:" + Field().Replace(Plain(alias[(bus.Length + 1)..]), field =>
        {
            var value = field.Groups["value"].Value;
            return field.Groups["key"].Value + value.Replace(
                "*", Digits(widths[field.Groups["key"].Value] - value.Length + 1));
        });
    }

    private static string Changed(string modalias, Random random)
    {
        int[] digits =
        [
            .. modalias.Select((c, i) => (c, i))
                .Where(pair => pair.i > modalias.IndexOf(':') && char.IsAsciiHexDigitUpper(pair.c))
                .Select(pair => pair.i),
        ];
        if (digits.Length == 0)
            return modalias;
        var place = digits[random.Next(digits.Length)];
        return $"{modalias[..place]}{"0123456789ABCDEF"[random.Next(16)]}{modalias[(place + 1)..]}";
    }

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Set();

    [GeneratedRegex(@"(?<key>[a-z]+)(?<value>[0-9A-F*]+)")]
    private static partial Regex Field();

    private static int Fnmatch(string pattern, string text, int flags) =>
        FnMatch(Encoding.ASCII.GetBytes(pattern + '\0'), Encoding.ASCII.GetBytes(text + '\0'), flags);

    [DllImport("libc", EntryPoint = "fnmatch")]
    private static extern int FnMatch(byte[] pattern, byte[] text, int flags);
}
