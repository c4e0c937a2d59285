using System.Text.RegularExpressions;
using KernelSplit.Testing.Inputs;
using KernelSplit.Tests.Splitting;

namespace KernelSplit.Tests.Cli;

/// <summary>Whatever command is asked whether a faulty kernel is fit to ship, it finds the same.</summary>
public sealed partial class SameAnswerTests : IDisposable
{
    private const string Rules = """
        rules:
          - {to: core, because: guests need it, when: {target: small}}
          - {to: gpu, because: it draws, when: {path: "drivers/gpu/**"}}
        """;

    private readonly TempDirectory _directory = new();
    private readonly ModuleDirectory _tree = new ModuleDirectory()
        .Add("kernel/drivers/gpu/card.ko", new ElfModule { Imports = ["helper_do"] })
        .Add("kernel/lib/helper.ko", new ElfModule { Exports = ["helper_do"] })
        .Add("kernel/drivers/net/net.ko", new ElfModule { ModInfo = ["license=GPL", "alias=virtio:d00000001v*"] });

    public SameAnswerTests()
    {
        WriteMap(Rules);
        Target("{name: a card, modalias: \"virtio:d00000001v00001AF4\"}");
        Run("snapshot", _tree.Path, "--map", "map.yaml", "-o", "whole.snapshot").ExitCode.ShouldBe(0);
    }

    public void Dispose()
    {
        _directory.Dispose();
        _tree.Dispose();
    }

    private void WriteMap(string rules) => _directory.Write("map.yaml", Build.Packages + rules);

    private void Target(string devices, string modules = "") => _directory.Write(
        "fragments/small/target.yaml", $"name: small\nsummary: S\ndevices: [{devices}]\nmodules: [{modules}]\n");

    [Fact]
    public void A_whole_kernel() => EveryCommandFinds();

    [Fact]
    public void A_module_that_another_one_names_in_depends_is_gone()
    {
        _tree.Add("kernel/fs/a.ko", new ElfModule { ModInfo = ["license=GPL", "depends=gone"] });

        EveryCommandFinds("KS0302");
    }

    [Fact]
    public void A_symbol_that_nothing_exports_any_more()
    {
        _tree.Add("kernel/fs/a.ko", new ElfModule { Imports = ["gone_do"] });
        _tree.WriteFile(
            $"lib/modules/{ModuleDirectory.Release}/System.map", "ffffffff81000000 r __ksymtab_printk\n"u8.ToArray());

        EveryCommandFinds("KS0302");
    }

    [Fact]
    public void A_required_device_without_a_driver()
    {
        Target("{name: a card, modalias: \"virtio:d00000001v00001AF4\"}, {name: a disk, modalias: \"virtio:d2v1AF4\"}");

        EveryCommandFinds("KS0503");
    }

    [Fact]
    public void A_required_driver_in_another_package()
    {
        Target("{name: a card, modalias: \"virtio:d00000001v00001AF4\"}", "card");
        WriteMap("""
            rules:
              - {to: gpu, because: it draws, when: {path: "drivers/gpu/**"}}
              - {to: core, because: guests need it, when: {target: small}}
            """);

        EveryCommandFinds("KS0504");
    }

    [Fact]
    public void A_required_driver_that_can_not_be_loaded()
    {
        _tree.Add(
            "kernel/drivers/net/net.ko",
            new ElfModule { ModInfo = ["license=GPL", "alias=virtio:d00000001v*", "depends=gone"] });

        EveryCommandFinds("KS0302", "KS0505");
    }

    [Fact]
    public void A_package_over_its_budget()
    {
        WriteMap($"{Rules}\nbudgets: {{core: 1 B}}\n");

        EveryCommandFinds("KS0506");
    }

    [Fact]
    public void A_rule_that_matches_nothing()
    {
        WriteMap($"{Rules}\n  - {{to: core, because: b, when: {{name: gone}}}}\n");

        EveryCommandFinds("KS0401");
    }

    [Fact]
    public void A_finding_that_the_map_accepts()
    {
        WriteMap($"{Rules}\nbudgets: {{core: 1 B}}\nwaivers: [{{check: KS0506, about: core, because: small}}]\n");

        EveryCommandFinds();
    }

    [Fact]
    public void A_module_that_can_not_be_read()
    {
        _tree.Add("kernel/fs/a.ko", "not ELF"u8.ToArray());

        EveryCommandFinds("KS0301");
    }

    [Fact]
    public void What_happens_to_a_kernel_after_it_is_split()
    {
        Run("split", _tree.Path, "--map", "map.yaml");
        _tree.Add("kernel/lib/helper.ko", new ElfModule { Exports = ["helper_do", "more"] });

        foreach (var command in (string[])["verify", "snapshot", "package"])
            Found(command, "--plan", "plan.json").ShouldBe(["KS0514"], command);
    }

    [Fact]
    public void A_plan_of_a_kernel_that_had_an_image_and_a_config()
    {
        _tree.WriteFile($"boot/vmlinuz-{ModuleDirectory.Release}", [1, 2, 3]);
        _tree.WriteFile(
            $"boot/config-{ModuleDirectory.Release}", "#\n#\n# Linux/x86 6.12.0 Kernel Configuration\n#\n"u8.ToArray());
        Run("split", _tree.Path, "--map", "map.yaml");
        _tree.WriteFile($"boot/vmlinuz-{ModuleDirectory.Release}", [1, 2, 4]);
        File.AppendAllText(Path.Combine(_tree.Path, $"boot/config-{ModuleDirectory.Release}"), "CONFIG_A=y\n");

        var (exitCode, _, errors) = Run("verify", _tree.Path);

        exitCode.ShouldBe(1);
        errors.ShouldContain("error KS0514: the kernel image isn't the one that was split");
        errors.ShouldContain($"config-{ModuleDirectory.Release}: error KS0514: it isn't the .config of the kernel");
    }

    /// <summary>
    /// Of a kernel that is split anew, and of one with its plan; the plan alone says what it is held to.
    /// </summary>
    private void EveryCommandFinds(params string[] ids)
    {
        Found("split", "--map", "map.yaml").ShouldBe(ids, "split");
        Found("package", "--map", "map.yaml").ShouldBe(ids, "package");
        Found("snapshot", "--map", "map.yaml").ShouldBe(ids, "snapshot");
        Found("verify", "--plan", "plan.json", "--map", "map.yaml").ShouldBe(ids, "verify");
        Found("diff", "--map", "map.yaml").ShouldBe(ids, "diff with the whole kernel");
        if (!ids.Contains("KS0301"))
        {
            Found("snapshot", "--map", "map.yaml", "--force");
            Found("diff", "kernel.snapshot").ShouldBe(ids, "diff of snapshots");
            Found("diff", "kernel.snapshot", "kernel.snapshot").ShouldBe(
                [.. ids.Where(id => id == "KS0506")], "diff of two that have the same faults");
        }

        // Whether rules match something is a question about the map, which a plan doesn't have.
        var ofPlan = ids.Where(id => id != "KS0401").ToArray();
        Found("verify", "--plan", "plan.json").ShouldBe(ofPlan, "verify with the plan alone");
        Found("package", "--plan", "plan.json").ShouldBe(ofPlan, "package with a plan");
        Found("snapshot", "--plan", "plan.json").ShouldBe(ofPlan, "snapshot with a plan");
    }

    private string[] Found(string command, params string[] arguments)
    {
        string[] more = command switch
        {
            "package" => ["--format", "spec-fragments", "-o", "fragments"],
            "snapshot" => ["-o", "kernel.snapshot"],
            "diff" => ["--json"],
            // What fails is only written if somebody asks for it; the next commands read the plan.
            "split" => ["--force"],
            _ => [],
        };
        string[] kernel = command != "diff" ? [_tree.Path]
            : arguments[0] == "--map" ? ["whole.snapshot", _tree.Path]
            : arguments.Length == 1 ? ["whole.snapshot"] : [];
        var (exitCode, output, errors) = Run([command, .. kernel, .. arguments, .. more]);
        string[] found =
            [
                .. ErrorId().Matches(errors + output).Select(match =>
                    match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal),
            ];
        (exitCode == 0).ShouldBe(found.Length == 0, $"{command}: exit code {exitCode}\n{output}{errors}");
        return found;
    }

    private (int ExitCode, string Output, string Errors) Run(params string[] arguments) =>
        Command.Run(_directory.Path, arguments);

    // As text, and in JSON.
    [GeneratedRegex("""(?:: error |"id": ")(KS[0-9]{4})(?:: |",\s+"check": "[^"]+",\s+"severity": "error")""")]
    private static partial Regex ErrorId();
}
