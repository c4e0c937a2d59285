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

        var rpms = Build(folder.Path, made.Output.Trim());

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
                !line.StartsWith("rpmlib(", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
        ];
}
