using System.Globalization;
using KernelSplit.Modules;
using KernelSplit.Testing.Inputs;

namespace KernelSplit.Acceptance;

/// <summary>
/// What the RPMs' scriptlets tell the boot loader's tools, on a small kernel that is installed, repackaged and removed
/// by rpm and zypper.
/// </summary>
[Part(Part.Packages)]
public sealed class ScriptletTests : IDisposable
{
    private readonly TempDirectory _directory = new("kernelsplit-");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Of_two_releases_of_one_kernel_the_one_that_stays_keeps_its_boot_entry()
    {
        var (first, second) = (Package("6.12.0-test", "1"), Package("6.12.0-test", "2"));
        using var root = new InstallRoot();
        root.Install(first.Core);
        root.Install(second.Core);
        root.Calls().Last(call => call.StartsWith("kernel-install", StringComparison.Ordinal)).ShouldBe(Added);

        root.Remove("kernel-cloud-core-6.12.0-1");

        root.Calls().ShouldBe(["depmod -a 6.12.0-test", Added]);
        root.Remove("kernel-cloud-core");
        root.Calls().ShouldBe(["kernel-install remove 6.12.0-test"]);
        File.Exists(Path.Combine(root.Folder, "boot/vmlinuz-6.12.0-test")).ShouldBeFalse();
    }

    [Fact]
    public void The_distributions_package_of_the_same_kernel_takes_no_boot_entry_along()
    {
        var ours = Package("6.12.0-test", "1");
        using var root = new InstallRoot();
        root.Install(OthersKernel());
        root.Install(ours.Core);
        root.Calls();

        root.Remove("kernel-core");

        // Fedora's %preun removes the entry; what follows puts it back.
        root.Calls().ShouldBe(["kernel-install remove 6.12.0-test", "depmod -a 6.12.0-test", Added]);
    }

    [Fact]
    public void A_package_that_goes_is_gone_from_the_initramfs_too()
    {
        var made = Package("6.12.0-test", "1");
        using var root = new InstallRoot();
        root.Install(made.Core, made.Gpu);
        root.Calls().ShouldBe(["depmod -a 6.12.0-test", Added]);

        root.Remove("kernel-cloud-gpu");

        root.Calls().ShouldBe(["depmod -a 6.12.0-test", Added]);
        File.ReadAllText(root.Modules("6.12.0-test", "modules.dep")).ShouldNotContain("card.ko");
    }

    [Fact]
    public void A_kernel_install_that_fails_is_no_secret()
    {
        var made = Package("6.12.0-test", "1");
        using var root = new InstallRoot();
        Directory.CreateDirectory(Path.Combine(root.Folder, "etc"));
        File.WriteAllText(Path.Combine(root.Folder, "etc/kernel-install-fails"), "");

        root.TryInstall(made.Core).Errors.ShouldContain(
            "%transfiletriggerin(kernel-cloud-core-6.12.0-1.x86_64) scriptlet failed, exit status 1");
    }

    [Fact]
    public void Rpm_ostree_runs_them_and_makes_the_initramfs_itself()
    {
        var made = Package("6.12.0-test", "1");
        using var root = new InstallRoot();
        Directory.CreateDirectory(Path.Combine(root.Folder, "run"));
        File.WriteAllText(Path.Combine(root.Folder, "run/ostree-booted"), "");

        root.Install(made.Core);

        root.Calls().ShouldBe(["depmod -a 6.12.0-test"]);
        var scripts = Shell.Must("rpm", "-qp", "--scripts", "--filetriggers", made.Core).Output;
        scripts.ShouldNotContain("lua");
        scripts.Split('\n').Where(line => line.StartsWith("transfiletrigger", StringComparison.Ordinal))
            .ShouldAllBe(line => line.EndsWith(" -- /usr/lib/modules/6.12.0-test/", StringComparison.Ordinal));
    }

    [Fact]
    public void Suses_scripts_are_required_and_told_the_release_and_the_flavor()
    {
        var made = Package("6.12.3-1-cloud", null, "--distribution", "suse");
        using var root = new InstallRoot();
        root.Install(made.Core, made.Gpu);

        root.Calls().ShouldContain("rpm-post --name kernel-cloud-core --version 6.12.3 --release 1 "
            + "--kernelrelease 6.12.3-1 --flavor cloud --image vmlinuz 1");
        root.Modprobe("6.12.3-1-cloud", "card").ShouldContain("card.ko");
        foreach (var rpm in new[] { made.Core, made.Gpu })
            Shell.Must("rpm", "-qp", "--requires", rpm).Lines.ShouldContain("suse-kernel-rpm-scriptlets");
        root.Remove("gpu-kmp-cloud", "kernel-cloud-core");
        root.Calls().ShouldContain(call => call.StartsWith("rpm-postun ", StringComparison.Ordinal));
    }

    [Fact]
    public void An_rpm_says_when_it_was_built()
    {
        var rpm = Package("6.12.0-test", "1").Core;

        BuildTime.Of(rpm)!.Value.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)
            .ShouldBe(Shell.Must("rpm", "-qp", "--qf", "%{BUILDTIME}", rpm).Output);
    }

    [Fact]
    public void Suses_packages_are_checked_like_others()
    {
        var made = Package("6.12.3-1-cloud", null, "--distribution", "suse");

        var ended = Shell.KernelSplit(
            _directory.Path,
            ["verify", .. new[] { made.Core, made.Gpu }.Select(rpm => Path.GetRelativePath(_directory.Path, rpm)),
            "--plan", "6.12.3-1-cloud-/plan.json"]);

        ended.ExitCode.ShouldBe(0, ended.Errors);
        ended.Output.ShouldContain("the packages match the plan");
    }

    [Fact]
    public void Zypper_purges_old_kernels_with_their_modules_and_never_the_one_that_runs()
    {
        var repository = Directory.CreateDirectory(Path.Combine(_directory.Path, "repository")).FullName;
        foreach (var version in new[] { "6.12.1", "6.12.2", "6.12.3" })
        {
            var made = Package($"{version}-1-cloud", null, "--distribution", "suse");
            Shell.Must("cp", made.Core, made.Gpu, repository);
        }

        Shell.Must("cp", InstallRoot.Kmod, repository);
        Shell.Must("createrepo_c", "--quiet", repository);
        using var root = ManagedRoot.OpenSuse(repository, "cloud");
        foreach (var version in new[] { "6.12.1", "6.12.2", "6.12.3" })
            root.TryInstall($"{version}-1", ["core", "gpu"]).ExitCode.ShouldBe(0);
        root.All().Length.ShouldBe(7);

        root.PurgeKernels("6.12.1-1-cloud");

        root.All().ShouldBe(
        [
            "gpu-kmp-cloud-6.12.1-1", "gpu-kmp-cloud-6.12.3-1", "kernel-cloud-core-6.12.1-1",
            "kernel-cloud-core-6.12.3-1", "kmod-1-1",
        ]);
    }

    [Fact]
    public void A_kernel_whose_release_zypper_would_not_recognise_is_none_of_those_that_it_purges()
    {
        var made = Package("6.12.0-test", null, "--distribution", "suse");

        Shell.Must("rpm", "-qp", "--provides", made.Core).Lines.ShouldNotContain(
            line => line.StartsWith("kernel-uname-r", StringComparison.Ordinal));
    }

    private const string Added = "kernel-install add 6.12.0-test /usr/lib/modules/6.12.0-test/vmlinuz";

    private (string Core, string Gpu) Package(string uname, string? release, params string[] options)
    {
        using var kernel = new ModuleDirectory();
        var vermagic = $"vermagic={uname} SMP";
        kernel.Add(
            "kernel/drivers/gpu/card.ko",
            new ElfModule { Imports = ["helper_do"], ModInfo = [vermagic] }.ToBytes(), uname);
        kernel.Add(
            "kernel/lib/helper.ko", new ElfModule { Exports = ["helper_do"], ModInfo = [vermagic] }.ToBytes(), uname);
        kernel.Add("modules.order", "kernel/drivers/gpu/card.ko\nkernel/lib/helper.ko\n"u8.ToArray(), uname);
        kernel.Add("modules.builtin", "kernel/fs/ext4.ko\n"u8.ToArray(), uname);
        kernel.Add("modules.builtin.modinfo", "ext4.license=GPL\0"u8.ToArray(), uname);
        kernel.Add("System.map", "ffffffff81000000 T _text\n"u8.ToArray(), uname);
        kernel.WriteFile($"boot/vmlinuz-{uname}", [1, 2, 3]);
        _directory.Write("map.yaml", """
            version: 1
            name: small
            packages:
              - {name: core, summary: S, description: D, default: true}
              - {name: gpu, summary: S, description: D, requires: core}
            rules:
              - {to: gpu, because: it draws, when: {path: "drivers/gpu/**"}}
            """);
        var output = $"{uname}-{release}";
        var ended = Shell.KernelSplit(
            _directory.Path,
            [
                "package", kernel.Path, "--map", "map.yaml", "-o", output,
                .. release is null ? [] : new[] { "--release", release }, .. options,
            ]);
        ended.ExitCode.ShouldBe(0, ended.Errors);
        var rpms = Directory.GetFiles(Path.Combine(_directory.Path, output, "rpm"));
        return (rpms.Single(rpm => rpm.Contains("-core-")), rpms.Single(rpm => rpm.Contains("gpu-")));
    }

    private string OthersKernel()
    {
        var spec = _directory.Write("other.spec", """
            Name: kernel-core
            Version: 6.12.0
            Release: 1
            Summary: As Fedora's
            License: GPL-2.0-only
            %description
            Other.
            %install
            install -d %{buildroot}/usr/lib/modules/6.12.0-test
            printf '\001\002\003' >%{buildroot}/usr/lib/modules/6.12.0-test/vmlinuz
            %files
            /usr/lib/modules/6.12.0-test/vmlinuz
            %preun
            kernel-install remove 6.12.0-test
            """);
        Shell.Must("rpmbuild", "-bb", "--define", $"_topdir {_directory.Path}/build", spec);
        return Directory.EnumerateFiles(_directory.Path, "kernel-core-*.rpm", SearchOption.AllDirectories).Single();
    }
}
