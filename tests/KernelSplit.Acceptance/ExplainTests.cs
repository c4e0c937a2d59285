using System.Text.Json;
using KernelSplit.Devices.Listings;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Acceptance;

/// <summary>
/// <c>kernelsplit explain</c> on kernels that the distribution built: beside modprobe, and beside the split that it
/// foretells.
/// </summary>
[Part(Part.Distributions)]
public sealed class ExplainTests
{
    private const string Map = "package-maps/cloud.yaml";

    // Of the targets' devices, one in so many is asked about by a process of its own.
    private const int EveryDevice = 9;

    // Every alias that a module has is a device that one can ask about; patterns with brackets are few, so all of them.
    private const int EveryAlias = 60;

    private static readonly string[] Moves = ["following", "others"];
    private static readonly string[] Asked = ["mlx5_core", "i915", "libphy", "drm", "virtio_net", "ext4"];

    [KernelTheory]
    [MemberData(nameof(KernelsUnderTest.Generic), MemberType = typeof(KernelsUnderTest))]
    public void The_drivers_of_a_device_are_those_that_modprobe_finds(string package)
    {
        var kmod = KernelUnderTest.Of(package).Kmod;
        var data = new DataDirectories(Shell.Checkout);
        string[] devices =
        [
            .. data.ReadTargets(data.TargetNames).SelectMany(target => target.Devices).SelectMany(device =>
                device.Modaliases).Distinct(),
        ];

        var driven = 0;
        foreach (var device in devices.Where((_, place) => place % EveryDevice == 0))
        {
            var ended = Explain(package, device, "--json");

            var answer = JsonDocument.Parse(ended.Output).RootElement;
            var drivers = answer.GetProperty("drivers").EnumerateArray().ToList();
            string[] modules =
            [
                .. drivers.Where(driver => driver.GetProperty("package").ValueKind == JsonValueKind.String)
                    .Select(driver => driver.GetProperty("name").GetString()!),
            ];
            var theirs = kmod.Resolve(device);
            if (modules.Length > 0)
                modules.ShouldBe(theirs.Where(name => kmod.Needs(name).Any()), device);
            else
                theirs.Where(name => kmod.Needs(name).Any()).ShouldBeEmpty(device);
            ended.ExitCode.ShouldBe(
                drivers.Count > 0 || answer.GetProperty("state").GetString() == "none-needed" ? 0 : 1, device);
            driven += modules.Length > 0 ? 1 : 0;
        }

        driven.ShouldBeGreaterThan(5);
    }

    [KernelTheory]
    [MemberData(nameof(KernelsUnderTest.Generic), MemberType = typeof(KernelsUnderTest))]
    public void A_pattern_as_depmod_lists_it_is_driven_by_the_module_that_has_it(string package)
    {
        var kmod = KernelUnderTest.Of(package).Kmod;
        var lookup = new DeviceLookup(KernelUnderTest.Of(package).Tree);
        var aliases = kmod.Aliases().Where(alias => alias.Pattern.Contains(':')).ToList();
        aliases.Count.ShouldBeGreaterThan(10_000);

        var asked = aliases.Where((alias, place) => place % EveryAlias == 0 || alias.Pattern.Contains('[')).ToList();

        asked.Where(alias => DeviceId.Read(alias.Pattern) is not { } device
            || lookup.Find(device).All(found => found.Driver.Name != alias.Module || !found.IsCertain)).ShouldBeEmpty();
    }

    [KernelTheory]
    [MemberData(nameof(KernelsUnderTest.Generic), MemberType = typeof(KernelsUnderTest))]
    public void What_why_not_foretells_a_map_with_the_rule_does(string package)
    {
        using var folder = new TempDirectory();
        var before = Split(package, Map, folder);
        foreach (var module in Asked)
        {
            var wanted = before.Values.Distinct().Order(StringComparer.Ordinal).First(name => name != before[module]);
            var ended = Explain(package, "--why-not", wanted, module, "--json");
            ended.ExitCode.ShouldBe(0, ended.Errors);
            var answer = JsonDocument.Parse(ended.Output).RootElement;

            var map = folder.Write("mine.yaml", "version: 1\nextends: cloud.yaml\nrules:\n  - "
                + $"{{to: {wanted}, because: a test, when: {{name: {module}}}}}\n");
            if (answer.GetProperty("obstacles").GetArrayLength() > 0)
            {
                Shell.KernelSplit(
                    folder.Path, "split", KernelUnderTest.Of(package).Modules, "--map", map, "--output", "-").ExitCode
                    .ShouldBe(2, module);
                continue;
            }

            var after = Split(package, map, folder);
            answer.GetProperty("possible").GetBoolean().ShouldBe(after[module] == wanted, module);
            var foretold = Moves
                .SelectMany(list => answer.GetProperty(list).GetProperty("modules").EnumerateArray())
                .Select(move =>
                    $"{move.GetProperty("module")}: {move.GetProperty("from")} -> {move.GetProperty("to")}");
            var moved = before.Where(place => after[place.Key] != place.Value).Select(place =>
                $"{place.Key}: {place.Value} -> {after[place.Key]}");
            foretold.ShouldBe(moved, ignoreOrder: true, module);
        }
    }

    private static Ended Explain(string package, params string[] arguments) =>
        Shell.KernelSplit(
            Shell.Checkout, ["explain", .. arguments, "--kernel", KernelUnderTest.Of(package).Modules, "--map", Map]);

    private static Dictionary<string, string> Split(string package, string map, TempDirectory folder)
    {
        var ended = Shell.KernelSplit(
            folder.Path, "split", KernelUnderTest.Of(package).Modules, "--map", map, "--force", "--output", "-");
        ended.ExitCode.ShouldBeInRange(0, 1, ended.Errors);
        return JsonDocument.Parse(ended.Output).RootElement.GetProperty("modules").EnumerateArray()
            .ToDictionary(
                module => module.GetProperty("module").GetString()!,
                module => module.GetProperty("package").GetString()!);
    }
}
