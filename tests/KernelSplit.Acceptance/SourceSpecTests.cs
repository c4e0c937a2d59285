namespace KernelSplit.Acceptance;

/// <summary>
/// <c>kernelsplit package --format spec</c>: rpmbuild compiles the demo kernel by the spec, and what comes out is what
/// <c>kernelsplit run</c> made of the same project.
/// </summary>
[Part(Part.Compile)]
public sealed class SourceSpecTests(Shared<DemoRun> shared)
{
    private readonly DemoRun _run = shared.Value;

    [AptFact(OnlyInFull = true)]
    public void Rpmbuild_makes_the_same_packages_from_source()
    {
        // rpmbuild can't work below a path with spaces.
        using var folder = new TempDirectory("kernelsplit-");
        var made = Shell.KernelSplit(
            Shell.Checkout, "package", "examples/demo/kernelsplit.yaml", "--format", "spec", "-o", folder.Path);
        made.ExitCode.ShouldBe(0, made.Errors);

        var all = Build(folder.Path, made.Output.Trim());
        var devel = all.Single(rpm => rpm.Contains("-devel-"));
        var rpms = all.Where(rpm => rpm != devel).ToList();

        rpms.Select(Path.GetFileName).ShouldBe(_run.Rpms.Select(Path.GetFileName));
        foreach (var (rpm, expected) in rpms.Zip(_run.Rpms))
        {
            string[] queries =
                ["--list", "--provides", "--requires", "--recommends", "--supplements", "--scripts", "--filetriggers"];
            foreach (var query in queries)
                Answer(query, rpm).ShouldBe(Answer(query, expected), $"{query} {rpm}");
        }

        using var root = new InstallRoot();
        root.Install([.. rpms]);
        root.Depmod(_run.Release).ShouldBeEmpty();
        BuildsModules(devel);
    }

    /// <summary>By the files of the package alone, as akmods and dkms do.</summary>
    private void BuildsModules(string devel)
    {
        using var root = new TempDirectory("kernelsplit-");
        Shell.Must("sh", "-e", "-c", "cd \"$2\"; rpm2cpio \"$1\" | cpio -idm --quiet", "sh", devel, root.Path);
        root.Write("module/Makefile", "obj-m := hello.o\n");
        root.Write("module/hello.c", """
            #include <linux/module.h>
            MODULE_LICENSE("GPL");
            static int __init hello(void) { pr_info("hello\n"); return 0; }
            module_init(hello);
            """);

        Shell.Must(
            "make", "-C", Path.Combine(root.Path, "usr/src/kernels", _run.Release), $"M={root.Path}/module", "modules");

        var module = Path.Combine(root.Path, "module/hello.ko");
        Shell.Must("modinfo", "-F", "vermagic", module).Output.ShouldStartWith($"{_run.Release} ");
        Shell.Must("rpm", "-qp", "--provides", devel).Lines.ShouldContain($"kernel-devel-uname-r = {_run.Release}");
        new FileInfo(Path.Combine(root.Path, "usr/lib/modules", _run.Release, "build")).LinkTarget
            .ShouldBe($"/usr/src/kernels/{_run.Release}");
    }

    /// <summary>ccache keeps what was compiled for the next time.</summary>
    private static IReadOnlyList<string> Build(string folder, string spec)
    {
        var cache = Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache/kernelsplit/ccache");
        var ended = Shell.Run(
            "rpmbuild",
            [
                "-bb", "--nodeps", "--define", $"_topdir {folder}/build", "--define", $"_sourcedir {folder}",
                "--define", $"_smp_mflags -j{Environment.ProcessorCount}",
                "--define", $"kernelsplit {Shell.Program}", spec,
            ],
            environment: new Dictionary<string, string>
            {
                ["PATH"] = $"/usr/lib/ccache:{Environment.GetEnvironmentVariable("PATH")}",
                ["CCACHE_DIR"] = cache,
                ["CCACHE_BASEDIR"] = folder,
                ["CCACHE_NOHASHDIR"] = "1",
            });
        ended.ExitCode.ShouldBe(0, ended.Errors[Math.Max(0, ended.Errors.Length - 3000)..]);
        return
        [
            .. Directory.EnumerateFiles(Path.Combine(folder, "build/RPMS"), "*.rpm", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal),
        ];
    }

    private static string[] Answer(string query, string rpm) =>
        [
            .. Shell.Must("rpm", "-qp", query, rpm).Lines.Where(line =>
                !line.StartsWith("rpmlib(", StringComparison.Ordinal)
                && !line.StartsWith("/usr/share/licenses/", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
        ];
}
