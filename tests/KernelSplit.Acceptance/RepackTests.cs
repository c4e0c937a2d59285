namespace KernelSplit.Acceptance;

/// <summary><c>kernelsplit package</c> on the distribution's kernel, checked with rpm, dpkg-deb and cmp.</summary>
[Collection(nameof(RepackRun))]
public sealed class RepackTests(RepackRun run)
{
    [DebianFact]
    public void The_packages_hold_every_module_of_the_distribution_once()
    {
        var packaged = run.Rpms.SelectMany(rpm => Shell.Must("rpm", "-qpl", rpm).Lines).Where(file => file.Contains(".ko"));
        var shipped = Shell.Must("dpkg-deb", "--contents", run.Deb).Lines
            .Where(line => line.Contains(".ko")).Select(line => line[line.IndexOf("/lib/modules", StringComparison.Ordinal)..]).ToList();

        shipped.Count.ShouldBeGreaterThan(4000);
        packaged.Order(StringComparer.Ordinal).ShouldBe(shipped.Order(StringComparer.Ordinal));
    }

    [DebianFact]
    public void Every_file_keeps_its_bytes_and_the_image_lies_where_kernel_install_looks()
    {
        using var root = new TempDirectory();
        foreach (var rpm in run.Rpms)
            Shell.Must("sh", "-e", "-c", "cd \"$2\"; rpm2cpio \"$1\" | cpio -idmu --quiet", "sh", rpm, root.Path);
        var kernel = Path.Combine(root.Path, "lib/modules", run.Release);

        Shell.Must("diff", "-r", Path.Combine(run.Tree, "lib/modules", run.Release, "kernel"), Path.Combine(kernel, "kernel"));
        foreach (var file in new[] { "vmlinuz", "config", "System.map" })
        {
            Shell.Must(
                "bash", "-c", "cmp <(dpkg-deb --fsys-tarfile \"$1\" | tar -xO \"./boot/$2-$3\") \"$4/$2\"", "-", run.Deb, file, run.Release, kernel);
        }
    }

    [DebianFact]
    public void The_same_kernel_gives_the_same_packages()
    {
        using var again = new TempDirectory();
        Shell.KernelSplit(again.Path, "package", run.Deb, "-o", ".").ExitCode.ShouldBe(0);

        Shell.Must("diff", "-r", Path.Combine(run.Output, "rpm"), Path.Combine(again.Path, "rpm"));
    }
}
