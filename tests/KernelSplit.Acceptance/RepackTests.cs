namespace KernelSplit.Acceptance;

/// <summary><c>kernelsplit package</c> on the distribution's kernel, checked with rpm, dpkg-deb and cmp.</summary>
[Part(Part.Packages)]
public sealed class RepackTests(Shared<RepackRun> shared)
{
    private readonly RepackRun _run = shared.Value;

    [AptFact]
    public void The_packages_hold_every_module_of_the_distribution_once()
    {
        var packaged = _run.Rpms.SelectMany(rpm => Shell.Must("rpm", "-qpl", rpm).Lines).Where(file =>
            file.Contains(".ko"));
        var shipped = Shell.Must("dpkg-deb", "--contents", _run.Deb).Lines
            .Where(line => line.Contains(".ko")).Select(line =>
                line[line.IndexOf("/lib/modules", StringComparison.Ordinal)..]).ToList();

        shipped.Count.ShouldBeGreaterThan(Coverage.Choose(400, 4000));
        packaged.Order(StringComparer.Ordinal).ShouldBe(
            shipped.Select(file => $"/usr{file}").Order(StringComparer.Ordinal));
    }

    [AptFact]
    public void Every_file_keeps_its_bytes_and_the_image_lies_where_kernel_install_looks()
    {
        using var root = new TempDirectory();
        foreach (var rpm in _run.Rpms)
            Shell.Must("sh", "-e", "-c", "cd \"$2\"; rpm2cpio \"$1\" | cpio -idmu --quiet", "sh", rpm, root.Path);
        var kernel = Path.Combine(root.Path, "usr/lib/modules", _run.Release);

        Shell.Must(
            "diff", "-r", Path.Combine(_run.Tree, "lib/modules", _run.Release, "kernel"),
            Path.Combine(kernel, "kernel"));
        foreach (var file in new[] { "vmlinuz", "config", "System.map" })
        {
            Shell.Must(
                "bash", "-c", "cmp <(dpkg-deb --fsys-tarfile \"$1\" | tar -xO \"./boot/$2-$3\") \"$4/$2\"", "-",
                _run.Deb, file, _run.Release, kernel);
        }
    }

    [AptFact]
    public void The_same_kernel_gives_the_same_packages()
    {
        using var again = new TempDirectory();
        var copy = Path.Combine(again.Path, Path.GetFileName(_run.Deb));
        File.Copy(_run.Deb, copy);
        File.SetLastWriteTimeUtc(copy, DateTime.UnixEpoch);
        Shell.KernelSplit(again.Path, "package", copy, "-o", ".").ExitCode.ShouldBe(0);

        Shell.Must("diff", "-r", Path.Combine(_run.Output, "rpm"), Path.Combine(again.Path, "rpm"));
    }

    [AptFact]
    public void Depmod_runs_once_for_a_transaction_and_again_when_a_package_goes()
    {
        using var root = new InstallRoot();

        root.Install(_run.Rpm("core"), _run.Rpm("shared"), _run.Rpm("sriov"), _run.Rpm("gpu"));

        root.Calls().Count(call => call.StartsWith("depmod", StringComparison.Ordinal)).ShouldBe(1);
        root.Modprobe(_run.Release, "igbvf").ShouldContain("igbvf.ko");
        root.Modprobe(_run.Release, "nouveau").ShouldContain("nouveau.ko");

        root.Remove("kernel-cloud-gpu");

        File.ReadAllText(root.Modules(_run.Release, "modules.dep")).ShouldNotContain("nouveau");
        File.ReadAllText(root.Modules(_run.Release, "modules.dep")).ShouldContain("igbvf");
    }

    [AptFact]
    public void Packages_provide_their_modules_as_fedora_names_them_and_core_what_is_built_in()
    {
        foreach (var rpm in _run.Rpms.Where(rpm => !char.IsAsciiDigit(Path.GetFileName(rpm)["kernel-cloud-".Length])))
        {
            var modules = Shell.Must("rpm", "-qpl", rpm).Lines.Where(file => file.Contains(".ko")).Select(file =>
                Path.GetFileName(file).Split(".ko")[0]);
            var builtIn = rpm == _run.Rpm("core")
                ? File.ReadLines(Path.Combine(_run.Tree, "lib/modules", _run.Release, "modules.builtin")).Select(line =>
                    Path.GetFileNameWithoutExtension(line))
                : [];
            var provided = Shell.Must("rpm", "-qp", "--provides", rpm).Lines.Where(line =>
                line.StartsWith("kmod(", StringComparison.Ordinal));

            provided.Order(StringComparer.Ordinal).ShouldBe(
                modules.Concat(builtIn).Select(name => $"kmod({name}.ko)").Distinct().Order(StringComparer.Ordinal));
        }
    }

    [AptFact]
    public void A_packages_licence_is_that_of_its_modules()
    {
        var byLicence = _run.Rpms.ToDictionary(
            rpm => rpm, rpm => Shell.Must("rpm", "-qp", "--qf", "%{LICENSE}", rpm).Output);

        byLicence[_run.Rpm("core")].ShouldStartWith("GPL-2.0-only WITH Linux-syscall-note AND ");
        var declared = Shell.Must("sh", ["-c", "modinfo -F license \"$@\" | sort -u", "sh",
            .. Shell.Must("rpm", "-qpl", _run.Rpm("gpu")).Lines
            .Where(file => file.Contains(".ko")).Select(file => _run.Tree + file["/usr".Length..])]).Lines;
        byLicence[_run.Rpm("gpu")].Contains("MIT").ShouldBe(declared.Contains("Dual MIT/GPL"));
        byLicence[_run.Rpm("gpu")].Contains("BSD").ShouldBe(declared.Contains("Dual BSD/GPL"));
        byLicence.Values.ShouldAllBe(licence => licence.Contains("GPL-2.0-only"));
    }

    [AptFact]
    public void Core_asks_for_no_firmware_and_the_cards_packages_for_that_of_their_modules()
    {
        foreach (var package in new[] { "core", "sriov", "gpu", "passthrough", "hardware" })
        {
            var asked = Shell.Must("sh", ["-c", "modinfo -F firmware \"$@\"", "sh",
                .. Shell.Must("rpm", "-qpl", _run.Rpm(package)).Lines
                .Where(file => file.Contains(".ko")).Select(file => _run.Tree + file["/usr".Length..])]).Lines;
            var recommended = Recommended(package);

            recommended.Contains("amd-gpu-firmware")
                .ShouldBe(asked.Any(file => file.StartsWith("amdgpu/", StringComparison.Ordinal)), package);
            recommended.Contains("qed-firmware")
                .ShouldBe(asked.Any(file => file.StartsWith("qed/", StringComparison.Ordinal)), package);
            recommended.Length.ShouldBeLessThanOrEqualTo(asked.Length);
            (recommended.Length == 0).ShouldBe(asked.Length == 0, package);
        }

        Recommended("core").ShouldBeEmpty();

        // core wants what makes an initramfs and a boot entry, too.
        string[] Recommended(string package) => [.. Shell.Must("rpm", "-qp", "--recommends", _run.Rpm(package)).Lines
            .Except(["dracut", "systemd-udev"])];
    }
}
