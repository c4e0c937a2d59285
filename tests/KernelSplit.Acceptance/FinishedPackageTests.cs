using KernelSplit.Testing.Inputs;

namespace KernelSplit.Acceptance;

/// <summary>
/// RPMs that rpmbuild made of a small kernel, and of what somebody changed in it: <c>kernelsplit verify</c> with
/// nothing
/// but the plan at hand.
/// </summary>
[Part(Part.Packages)]
public sealed class FinishedPackageTests : IDisposable
{
    private const string Release = ModuleDirectory.Release;

    private readonly TempDirectory _directory = new("kernelsplit finished-");
    private readonly ModuleDirectory _kernel = new ModuleDirectory()
        .Add("kernel/drivers/gpu/card.ko", new ElfModule { Imports = ["helper_do"] })
        .Add("kernel/lib/helper.ko", new ElfModule { Exports = ["helper_do"] })
        .Add("modules.order", "kernel/drivers/gpu/card.ko\nkernel/lib/helper.ko\n"u8.ToArray())
        .Add("modules.builtin", "kernel/fs/ext4.ko\n"u8.ToArray())
        .Add("System.map", "ffffffff81000000 T _text\n"u8.ToArray());

    public FinishedPackageTests()
    {
        _kernel.WriteFile($"boot/vmlinuz-{Release}", [1, 2, 3]);
        _kernel.WriteFile(
            $"boot/config-{Release}", "#\n#\n# Linux/x86 6.12.0 Kernel Configuration\n#\nCONFIG_A=y\n"u8.ToArray());
        _directory.Write("map.yaml", """
            version: 1
            name: small
            packages:
              - {name: core, summary: S, description: D}
              - {name: gpu, summary: S, description: D, requires: core}
              - {name: rest, summary: S, description: D, requires: core, default: true}
            rules:
              - {to: gpu, because: it draws, when: {path: "drivers/gpu/**"}}
            """);
        Package("right");
    }

    public void Dispose()
    {
        _directory.Dispose();
        _kernel.Dispose();
    }

    [Fact]
    public void What_was_made_by_the_plan_is_right()
    {
        var ended = Verify("right");

        ended.ExitCode.ShouldBe(0, ended.Errors);
        ended.Output.ShouldContain("the packages match the plan; no errors");
    }

    [Fact]
    public void Another_modules_content_under_a_name_is_found()
    {
        _kernel.Add("kernel/lib/helper.ko", new ElfModule { Exports = ["helper_do"], ModInfo = ["license=MIT"] });

        Finds("helper isn't the file that was split");
    }

    [Fact]
    public void Another_kernel_image_is_found()
    {
        _kernel.WriteFile($"boot/vmlinuz-{Release}", [1, 2, 4]);

        Finds("the kernel image isn't the one that was split");
    }

    [Fact]
    public void An_edited_config_is_found()
    {
        _kernel.WriteFile(
            $"boot/config-{Release}", "#\n#\n# Linux/x86 6.12.0 Kernel Configuration\n#\nCONFIG_A=m\n"u8.ToArray());

        Finds("it isn't the .config of the kernel that was split");
    }

    [Fact]
    public void A_scriptlet_that_somebody_added_is_found()
    {
        var template = Path.Combine(Shell.Checkout, "kernel-spec", "packages.inc.hbs");
        _directory.Write("kernel-spec/packages.inc.hbs", File.ReadAllText(template).Replace(
            "%files -n {{fullName}}", "%post -n {{fullName}}\necho hello\n\n%files -n {{fullName}}"));

        Finds("has another postinstall scriptlet (using /bin/sh) than the spec");
    }

    [Fact]
    public void What_another_release_provides_is_found()
    {
        var template = Path.Combine(Shell.Checkout, "kernel-spec", "packages.inc.hbs");
        _directory.Write("kernel-spec/packages.inc.hbs", File.ReadAllText(template).Replace(
            "Provides: {{fullName}}-uname-r = %{uname_version}", "Provides: {{fullName}}-uname-r = 6.11.0-test"));

        Finds("provides kernel-cloud-core-uname-r = 6.11.0-test, which the plan doesn't give it");
    }

    /// <summary>Made anew of what is there now, and held against the first plan.</summary>
    private void Finds(string finding)
    {
        Package("wrong");
        if (Directory.Exists(Path.Combine(_directory.Path, "kernel-spec")))
            Directory.Delete(Path.Combine(_directory.Path, "kernel-spec"), recursive: true);

        var ended = Verify("wrong");

        ended.ExitCode.ShouldBe(1, ended.Output);
        ended.Errors.ShouldContain(finding);
    }

    private void Package(string output)
    {
        var ended = Shell.KernelSplit(_directory.Path, "package", _kernel.Path, "--map", "map.yaml", "-o", output);
        ended.ExitCode.ShouldBe(0, ended.Errors);
    }

    private Ended Verify(string packages) => Shell.KernelSplit(
        _directory.Path,
        [
            "verify", .. Directory.GetFiles(Path.Combine(_directory.Path, packages, "rpm")), "--plan",
            "right/plan.json",
        ]);
}
