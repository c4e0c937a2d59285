using System.Text.Json;
using KernelSplit.Testing.Inputs;
using KernelSplit.Tests.Splitting;

namespace KernelSplit.Tests.Cli;

/// <summary><c>kernelsplit verify</c>: a plan against its kernel.</summary>
public sealed class VerifyTests : IDisposable
{
    private const string Rules = """
        rules:
          - {to: core, because: guests need it, when: {target: small}}
          - {to: gpu, because: it draws, when: {path: "drivers/gpu/**"}}
        """;

    private static readonly ElfModule Card = new()
    {
        ModInfo = ["license=GPL", "firmware=card.bin", "softdep=pre: codec"],
        Imports = ["helper_do"],
    };

    private readonly TempDirectory _directory = new();
    private readonly ModuleDirectory _tree = new ModuleDirectory()
        .Add("kernel/drivers/gpu/card.ko", Card)
        .Add("kernel/lib/helper.ko", new ElfModule { Exports = ["helper_do"] })
        .Add("kernel/drivers/net/net.ko", new ElfModule { ModInfo = ["license=GPL", "alias=virtio:d00000001v*"] });

    public VerifyTests()
    {
        _directory.Write("map.yaml", Build.Packages + Rules);
        Requirement("virtio:d00000001v00001AF4");
    }

    public void Dispose()
    {
        _directory.Dispose();
        _tree.Dispose();
    }

    private void Requirement(string modalias) => _directory.Write(
        "fragments/small/target.yaml",
        $"name: small\nsummary: S\ndevices:\n  - {{name: a card, modalias: \"{modalias}\", symbol: SMALL_NET}}\n");

    private (int ExitCode, string Output, string Errors) Split() =>
        Command.Run(_directory.Path, "split", _tree.Path, "--map", "map.yaml");

    private (int ExitCode, string Output, string Errors) Verify(params string[] arguments) =>
        Command.Run(_directory.Path, ["verify", _tree.Path, "--map", "map.yaml", .. arguments]);

    [Fact]
    public void A_right_plan_passes_and_says_what_keeps_the_contract()
    {
        Split().ExitCode.ShouldBe(0);

        var (exitCode, output, errors) = Verify();

        exitCode.ShouldBe(0, errors);
        output.ShouldContain("small");
        output.ShouldContain("3 modules, each in one package, with all dependencies in reach; no errors");
    }

    [Fact]
    public void Programs_get_the_answers_with_the_firmware_of_each_package()
    {
        Split();

        var json = JsonDocument.Parse(Verify("--json").Output).RootElement;

        json.GetProperty("schema").GetString().ShouldBe("kernelsplit-verify-1");
        json.GetProperty("passed").GetBoolean().ShouldBeTrue();
        json.GetProperty("contract")[0].GetRawText().ReplaceLineEndings("").Replace(" ", "")
            .ShouldBe("""{"target":"small","name":"acard","servedBy":"module","package":"core","drivers":["net"],"foundIn":"core"}""");
        json.GetProperty("packages").EnumerateArray().Single(package =>
            package.GetProperty("package").GetString() == "gpu")
            .GetProperty("firmware")[0].GetString().ShouldBe("card.bin");
    }

    [Fact]
    public void A_broken_contract_is_told_by_split_and_by_verify()
    {
        Requirement("virtio:d00000002v00001AF4");
        _directory.Write("map.yaml", Build.Packages
            + Rules.Replace("because: guests need it", "because: guests need it, optional: true"));
        const string finding =
            "small: error KS0503: core doesn't serve a card: this kernel has no driver for it. Enable CONFIG_SMALL_NET";

        var split = Split();

        split.ExitCode.ShouldBe(1);
        split.Errors.ShouldContain(finding);
        File.Exists(Path.Combine(_directory.Path, "plan.json")).ShouldBeFalse();
        Command.Run(_directory.Path, "split", _tree.Path, "--map", "map.yaml", "--force").ExitCode.ShouldBe(1);
        Verify().Errors.ShouldContain(finding);
    }

    [Fact]
    public void The_config_beside_the_modules_tells_what_is_built_in()
    {
        Requirement("virtio:d00000002v00001AF4");
        _directory.Write("map.yaml", Build.Packages
            + Rules.Replace("because: guests need it", "because: guests need it, optional: true"));
        _tree.WriteFile(
            "boot/config-6.12.0-test",
            "# Linux/x86 6.12.0 Kernel Configuration\nCONFIG_X86_64=y\nCONFIG_SMALL_NET=y\n"u8.ToArray());

        Split().ExitCode.ShouldBe(0);

        Verify("--json").Output.ShouldContain("\"servedBy\": \"built-in\"");
    }

    [Fact]
    public void A_module_that_the_plan_puts_out_of_its_user_s_reach_is_an_error()
    {
        Split();
        var plan = Path.Combine(_directory.Path, "plan.json");
        var text = File.ReadAllText(plan);
        var at = text.IndexOf(
            "\"package\": \"gpu\"", text.IndexOf("\"module\": \"helper\"", StringComparison.Ordinal),
            StringComparison.Ordinal);
        File.WriteAllText(
            plan, text[..at] + "\"package\": \"hardware\"" + text[(at + "\"package\": \"gpu\"".Length)..]);

        var (exitCode, _, errors) = Verify();

        exitCode.ShouldBe(1);
        errors.ShouldContain(
            "card: error KS0502: it is in gpu, but needs helper, which is in hardware. Let gpu require hardware, or "
            + "split the kernel again");
    }

    [Fact]
    public void A_plan_of_other_modules_is_refused()
    {
        Split();
        _tree.Add("kernel/lib/late.ko", new ElfModule());
        File.Delete(Path.Combine(_tree.Path, "lib/modules/6.12.0-test/kernel/drivers/net/net.ko"));

        var (exitCode, _, errors) = Verify();

        exitCode.ShouldBe(1);
        errors.ShouldContain("late: error KS0501: the plan doesn't place it");
        errors.ShouldContain("net: error KS0501: the plan places it in core, but the kernel doesn't have it");
    }

    [Fact]
    public void What_the_map_would_do_otherwise_by_now_is_a_warning()
    {
        Split();
        _directory.Write("map.yaml", Build.Packages + Rules
            + "\n  - {to: passthrough, because: new, when: {name: late}}\n");
        _tree.Add("kernel/lib/late.ko", new ElfModule());
        Split();
        _directory.Write("map.yaml", Build.Packages + Rules);

        Verify().Errors.ShouldContain("late: warning KS0512: in passthrough by the plan, but in hardware by map test");
    }

    [Fact]
    public void A_soft_dependency_that_crosses_packages_is_noted()
    {
        _tree.Add("kernel/lib/codec.ko", new ElfModule());
        _directory.Write("map.yaml", Build.Packages + Rules
            + "\n  - {to: passthrough, because: far, when: {name: codec}}\n");
        Split();

        Verify().Errors.ShouldContain("card: note KS0306: softdep on codec, which is in passthrough, not in gpu");
    }

    [Fact]
    public void An_unsigned_module_among_signed_ones_is_an_error()
    {
        byte[] signature = [1, 2, 3];
        byte[] trailer = [0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, (byte)signature.Length];
        _tree.WriteFile(
            "lib/modules/6.12.0-test/kernel/lib/signed.ko",
            [.. new ElfModule().ToBytes(), .. signature, .. trailer, .. "~Module signature appended~\n"u8]);

        var (exitCode, _, errors) = Split();

        exitCode.ShouldBe(1);
        errors.ShouldContain("card, helper, net aren't signed, but the other modules are");
    }

    [Fact]
    public void Without_a_plan_it_says_what_writes_one() =>
        Verify().Errors
            .ShouldContain(
            "plan.json: error KS0001: no such file, and no out/plan.json. Give a plan with --plan; \"kernelsplit "
            + "split\" writes one");
}
