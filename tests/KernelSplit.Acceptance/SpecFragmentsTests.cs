namespace KernelSplit.Acceptance;

/// <summary>
/// <c>kernelsplit package --format spec-fragments</c>, included in a spec that knows nothing of the split.
/// </summary>
[Part(Part.Compile)]
public sealed class SpecFragmentsTests(Shared<DemoRun> shared)
{
    private readonly DemoRun _run = shared.Value;

    [Fact]
    public void A_kernel_spec_of_ones_own_includes_them()
    {
        using var folder = new TempDirectory("kernelsplit-");
        var root = Path.GetFullPath(Path.Combine(_run.Tree, "../../.."));
        var made = Shell.KernelSplit(
            folder.Path, "package", root, "--format", "spec-fragments", "--plan", _run.Plan, "-o", "fragments");
        made.ExitCode.ShouldBe(0, made.Errors);
        made.Output.Trim().ShouldBe(Path.Combine(folder.Path, "fragments/packages.inc"));
        var version = Shell.Must("rpm", "-qp", "--qf", "%{VERSION} %{RELEASE}", _run.Meta).Output.Split(' ');
        var spec = folder.Write("kernel.spec", $$"""
            %global debug_package %{nil}
            %global __os_install_post %{nil}
            %global _binary_payload w3.zstdio
            Name: kernel
            Version: {{version[0]}}
            Release: {{version[1]}}
            Summary: A kernel with a spec of its own
            License: GPL-2.0-only
            %description
            A kernel.
            %include %{_sourcedir}/packages.inc
            %prep
            cp %{_sourcedir}/*.files .
            %install
            mkdir -p %{buildroot}/boot %{buildroot}/usr
            cp -r {{root}}/lib %{buildroot}/usr
            for file in %{kernel_ghosts}; do : > %{buildroot}$file; done
            %files
            """);

        Shell.Must("rpmbuild", "-bb", "--define", $"_topdir {folder.Path}", "--define",
            $"_sourcedir {folder.Path}/fragments", spec);

        foreach (var package in _run.Optional.Prepend("core"))
        {
            var rpm = Directory.EnumerateFiles(
                folder.Path, $"kernel-cloud-{package}-*.rpm", SearchOption.AllDirectories).Single();
            foreach (var query in new[] { "--list", "--provides", "--requires", "--supplements" })
                Answer(query, rpm).ShouldBe(Answer(query, _run.Rpm(package)), $"{query} {package}");
        }

        // Each spec says for itself how rpm compresses: rpmlib(PayloadIsZstd).
        static IEnumerable<string> Answer(string query, string rpm) =>
            Shell.Must("rpm", "-qp", query, rpm).Lines.Where(line =>
                !line.StartsWith("rpmlib(", StringComparison.Ordinal));
    }

    [Fact]
    public void They_are_not_made_of_an_archive()
    {
        using var folder = new TempDirectory();

        var ended = Shell.KernelSplit(
            folder.Path, "package", _run.Rpm("core"), "--map", "package-maps/cloud.yaml", "--format", "spec-fragments");

        ended.ExitCode.ShouldBe(2);
        ended.Errors.ShouldContain("not a directory");
        ended.Errors.ShouldContain("%{buildroot}");
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }
}
