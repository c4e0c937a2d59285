using System.Text.Json;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Acceptance;

/// <summary>
/// <c>kernelsplit support</c> on the distribution's kernels, checked with grep, modinfo, modprobe and QEMU.
/// </summary>
[Part(Part.Distributions)]
public sealed class SupportTests
{
    private const string Qemu = "qemu-system-x86_64";

    // What modprobe loads for a keyboard or mouse beside or without its driver.
    private const string RawPorts = "serio_raw";

    // Before 6.10 hv_utils was the driver, under a symbol of its own; the .config alone can't know.
    private const string MovedDriver = "files copied from the host";

    private static readonly DataDirectories Data = new(Shell.Checkout);

    [KernelTheory]
    [MemberData(nameof(KernelsUnderTest.GenericAndCloud), MemberType = typeof(KernelsUnderTest))]
    public void The_answers_agree_with_the_kernels_config_and_modules(string package)
    {
        var kernel = KernelUnderTest.Of(package);
        var (kmod, config) = (kernel.Kmod, kernel.Config);

        var answers = Answers(kernel.Input);

        answers.Count(answer => answer.State == "module").ShouldBeGreaterThan(100);
        answers.Count(answer => answer.State == "built-in").ShouldBeGreaterThan(20);
        answers.Count(answer => answer.State is "unknown" or "not-here").ShouldBe(0);
        foreach (var answer in answers)
        {
            switch (answer.State)
            {
                case "module":
                    foreach (var module in answer.Modules)
                        Modinfo(kmod, module).StartsWith(
                            $"{kmod.Root}/", StringComparison.Ordinal).ShouldBeTrue(answer.ToString());
                    if (answer.Modules.Length > 0 && kernel.IsPackage)
                        answer.Packages.ShouldBe([kernel.Name], answer.ToString());
                    break;
                case "missing":
                    answer.Symbols.ShouldNotBeEmpty(answer.ToString());
                    foreach (var symbol in answer.Symbols.SelectMany(any => any.Split(" | ")))
                        Shell.Run("grep", ["-E", $"^CONFIG_{symbol}=", config]).Output.ShouldBeEmpty(answer.ToString());
                    break;
                case "built-in":
                    foreach (var symbol in answer.Symbols)
                        Shell.Must("grep", "-x", $"CONFIG_{symbol}=y", config);
                    if (answer.Kind == "module")
                        Modinfo(kmod, answer.Name).ShouldBe("(builtin)", answer.ToString());
                    break;
            }
        }

        DevicesAreAsModprobeSays(kmod, answers);
        AConfigAloneSaysTheSame(config, answers);
    }

    /// <summary>modprobe loads exactly the modules that are named; nothing for what is missing.</summary>
    private static void DevicesAreAsModprobeSays(KmodRoot kmod, List<Answer> answers)
    {
        var devices = Targets().SelectMany(target =>
            target.Devices.Select(device => (Key: $"{target.Name}/{device.Name}", device.Modaliases)))
            .ToDictionary(device => device.Key, device => device.Modaliases);
        foreach (var answer in answers.Where(answer => answer is { Kind: "device", State: "module" or "missing" }))
        {
            var loaded = devices[$"{answer.Target}/{answer.Name}"].Select(Loaded).ToList();
            if (answer.State == "missing")
                loaded.ShouldContain(modules => modules.Length == 0, answer.ToString());
            else
                loaded.SelectMany(modules => modules).Distinct().Order(StringComparer.Ordinal).ToArray().ShouldBe(
                    answer.Modules, answer.ToString());
        }

        string[] Loaded(string modalias) =>
            [.. kmod.Resolve(modalias).Where(module => kmod.Dependencies.ContainsKey(module) && module != RawPorts)];
    }

    private static void AConfigAloneSaysTheSame(string config, List<Answer> answers)
    {
        var alone = Answers(config);
        alone.Count.ShouldBe(answers.Count);
        alone.Zip(answers).Where(pair =>
            pair.First.State != pair.Second.State && pair.First.Name != MovedDriver).ShouldBeEmpty();
    }

    [AptFact]
    public void A_QEMU_has_the_devices_that_it_lists_and_the_machines_that_it_starts()
    {
        var deb = DistributionKernels.Deb(DistributionKernels.Clouds[^1]);

        var answers = Answers(deb, "--vmm", Qemu).Where(answer => answer.Offered is not null).ToList();
        var listed = Shell.Must(Qemu, "-device", "help").Output;

        var asked = Targets()
            .SelectMany(target => target.Devices.Select(device => (Key: $"{target.Name}/{device.Name}", device.Qemu)))
            .ToDictionary(device => device.Key, device => device.Qemu);
        answers.Count.ShouldBeGreaterThan(40);
        foreach (var answer in answers)
        {
            var described = asked[$"{answer.Target}/{answer.Name}"].Where(IsThere);
            answer.Offered!.ShouldBe(described.ToArray(), answer.ToString());
            answer.Sides.ShouldBe((answer.State is "module" or "built-in", answer.Offered is { Length: > 0 }) switch
            {
                (true, true) => "both",
                (true, false) => "kernel",
                (false, true) => "vmm",
                _ => "neither",
            });
        }

        answers.Single(answer => answer is { Target: "virtio", Name: "virtio disk" }).Sides.ShouldBe("both");

        bool IsThere(string name) => name.StartsWith("machine:", StringComparison.Ordinal)
            ? Shell.Run("sh", ["-c", $"echo quit | exec {Qemu} -nodefaults -display none -S -monitor stdio -machine "
                + "\"$1\"", "sh", name["machine:".Length..]]).ExitCode == 0
            : listed.Contains($"name \"{name}\"", StringComparison.Ordinal)
                || listed.Contains($"alias \"{name}\"", StringComparison.Ordinal);
    }

    private static string Modinfo(KmodRoot kmod, string module) =>
        Shell.Must("modinfo", "-b", kmod.Root, "-k", kmod.Release, "-F", "filename", module).Output.Trim();

    private static IReadOnlyList<Target> Targets() => Data.ReadTargets(Data.TargetNames);

    private static List<Answer> Answers(string kernel, params string[] options)
    {
        var ended = Shell.KernelSplit(Shell.Checkout, ["support", kernel, .. options, "--json"]);
        ended.ExitCode.ShouldBe(0, ended.Errors);
        return
        [
            .. JsonDocument.Parse(ended.Output).RootElement.GetProperty("targets").EnumerateArray()
                .SelectMany(target => target.GetProperty("rows").EnumerateArray(), (target, row) =>
            {
                var cell = row.GetProperty("kernels").EnumerateArray().ShouldHaveSingleItem();
                return new Answer(
                    target.GetProperty("name").GetString()!, row.GetProperty("kind").GetString()!,
                    row.GetProperty("name").GetString()!, cell.GetProperty("state").GetString()!,
                    Texts(cell, "modules")!, Texts(cell, "packages")!, Texts(cell, "symbols")!,
                    Texts(row, "vmm"), cell.TryGetProperty("supportedBy", out var sides) ? sides.GetString() : null);
            }),
        ];
    }

    private static string[]? Texts(JsonElement element, string name) =>
        element
            .TryGetProperty(name, out var texts) ? [.. texts.EnumerateArray().Select(text => text.GetString()!)] : null;

    private sealed record Answer(
        string Target, string Kind, string Name, string State, string[] Modules, string[] Packages, string[] Symbols,
        string[]? Offered, string? Sides);
}
