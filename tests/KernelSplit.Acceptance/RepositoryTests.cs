using System.IO.Compression;
using System.Text.RegularExpressions;

namespace KernelSplit.Acceptance;

/// <summary>
/// <c>kernelsplit package --repo</c>, on the small kernel of the demo, checked with rpm and createrepo_c's metadata.
/// </summary>
[Part(Part.Compile)]
public sealed partial class RepositoryTests(Shared<DemoRun> shared) : IDisposable
{
    private readonly DemoRun _run = shared.Value;

    private readonly TempDirectory _folder = new("kernelsplit repo-");

    private string Repository => Path.Combine(_folder.Path, "repo");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_newest_releases_stay_as_rpm_orders_them_and_what_is_added_does_too()
    {
        foreach (var release in new[] { "9", "10~rc1", "10", "11" })
            Adds(Package(release, "--keep", "2"));
        Releases().ShouldBe(["10", "11"]);

        Adds(Package("2", "--keep", "2"));

        Releases().ShouldBe(["11", "2"]);
        NamedByMetadata().ShouldBe(Files());
    }

    [Fact]
    public void Rpms_of_others_stay_whatever_they_are_called()
    {
        Directory.CreateDirectory(Repository);
        Shell.Must("cp", InstallRoot.Kmod, Repository);
        foreach (var name in new[] { "kernel-cloud-tools", "kernel-cloud-core" })
            Shell.Must("cp", Rpm(name, source: name == "kernel-cloud-core" ? "somebody" : name), Repository);
        var others = Files();

        Adds(Package("1", "--keep", "1"));
        Adds(Package("2", "--keep", "1"));

        Releases().ShouldBe(["2"]);
        Files().ShouldBe(
            others.Concat(_run.Rpms.Select(rpm => Regex.Replace(Path.GetFileName(rpm), "-[^-]*$", "-2.x86_64.rpm")))
                .Order(StringComparer.Ordinal));
        NamedByMetadata().ShouldBe(Files());
    }

    [Fact]
    public void Old_rpms_go_after_the_metadata_that_named_them()
    {
        Adds(Package("1"));
        // What is in the folder at the moment when createrepo_c is done.
        var tools = Directory.CreateDirectory(Path.Combine(_folder.Path, "tools")).FullName;
        var real = Shell.Must("sh", "-c", "command -v createrepo_c").Output.Trim();
        File.WriteAllText(Path.Combine(tools, "createrepo_c"), $"#!/bin/sh\nls '{Repository}' "
            + $">'{tools}/before'\n{real} \"$@\" || exit\nls '{Repository}' >'{tools}/after'\n");
        Shell.Must("chmod", "+x", Path.Combine(tools, "createrepo_c"));

        Adds(PackageWith(
            new() { ["PATH"] = $"{tools}:{Environment.GetEnvironmentVariable("PATH")}" }, "2", "--keep", "1"));

        foreach (var moment in new[] { "before", "after" })
        {
            var files = File.ReadLines(Path.Combine(tools, moment)).Where(file =>
                file.EndsWith(".rpm", StringComparison.Ordinal)).ToList();
            files.Count.ShouldBe(2 * _run.Rpms.Count, moment);
        }

        NamedByMetadata().ShouldBe(Files());
        Releases().ShouldBe(["2"]);
    }

    [Fact]
    public void The_same_release_again_changes_nothing_and_another_of_its_name_is_refused()
    {
        Adds(Package("1"));
        var before = Shell.Must("sh", "-c", $"cd '{Repository}'; sha256sum *.rpm; stat -c %Y *.rpm").Output;
        Adds(Package("1"));
        Shell.Must("sh", "-c", $"cd '{Repository}'; sha256sum *.rpm; stat -c %Y *.rpm").Output.ShouldBe(before);

        var refused = PackageWith(new() { ["SOURCE_DATE_EPOCH"] = "1000000000" }, "1");

        refused.ExitCode.ShouldBe(2);
        refused.Errors.ShouldContain(
            "already in the repository with different content. Give the new packages another release with --release");
        Shell.Must("sh", "-c", $"cd '{Repository}'; sha256sum *.rpm; stat -c %Y *.rpm").Output.ShouldBe(before);
    }

    [Fact]
    public void A_file_is_no_repository()
    {
        File.WriteAllText(Repository, "");

        var ended = Package("1");

        ended.ExitCode.ShouldBe(2);
        ended.Errors.ShouldContain($"{Repository}: error KS0001: is a file, not a repository directory");
        File.ReadAllText(Repository).ShouldBeEmpty();
    }

    [Fact]
    public void A_folder_that_can_not_be_written_is_named_before_anything_is_built()
    {
        var ended = Shell.KernelSplit(_folder.Path, ["package", Root, "--plan", _run.Plan, "--repo", "/proc/kernels"]);

        ended.ExitCode.ShouldBe(5);
        ended.Errors.ShouldContain("/proc/kernels");
        ended.Errors.ShouldNotContain("  package ");
        ended.Errors.ShouldNotContain("   at ");
    }

    [Fact]
    public void Without_createrepo_c_the_command_that_installs_it_is_named()
    {
        var tools = Directory.CreateDirectory(Path.Combine(_folder.Path, "tools")).FullName;
        foreach (var folder in new[] { "/usr/bin", "/usr/sbin", "/bin", "/sbin" })
            Shell.Run("sh", ["-c", $"ln -s {folder}/* '{tools}' 2>/dev/null"]);
        Shell.Must("sh", "-c", $"ln -sf \"$(command -v dotnet)\" '{tools}'; rm '{tools}/createrepo_c'");

        var ended = PackageWith(new() { ["PATH"] = tools }, "1");

        ended.ExitCode.ShouldBe(3);
        ended.Errors.ShouldContain("missing on this machine: createrepo_c");
        ended.Errors.ShouldContain("createrepo-c");
    }

    private string Root => Path.GetFullPath(Path.Combine(_run.Tree, "../../.."));

    private Ended Package(string release, params string[] options) => PackageWith([], release, options);

    private Ended PackageWith(Dictionary<string, string> environment, string release, params string[] options) =>
        Shell.Run(
        Shell.Program,
        [
            "package", Root, "--plan", _run.Plan, "--release", release, "-o", Path.Combine(_folder.Path, "out"),
            "--repo", Repository, .. options,
        ],
        _folder.Path,
        environment);

    private static void Adds(Ended ended) => ended.ExitCode.ShouldBe(0, ended.Errors);

    private string Rpm(string name, string source)
    {
        var spec = _folder.Write("other.spec", $"""
            Name: {source}
            Version: 1
            Release: 1
            Summary: Somebody else's
            License: MIT
            %description
            Other.
            %package -n {name}-other
            Summary: Somebody else's
            %description -n {name}-other
            Other.
            %files -n {name}-other
            """);
        using var work = new TempDirectory("kernelsplit-");
        Shell.Must("rpmbuild", "-bb", "--define", $"_topdir {work.Path}", spec);
        var target = Path.Combine(_folder.Path, $"{name}-other-1-1.x86_64.rpm");
        File.Copy(Directory.EnumerateFiles(work.Path, "*.rpm", SearchOption.AllDirectories).Single(), target);
        return target;
    }

    private string[] Files() =>
    [
        .. Directory.EnumerateFiles(Repository, "*.rpm").Select(file =>
            Path.GetFileName(file)).Order(StringComparer.Ordinal),
    ];

    /// <summary>RPM's releases of the package with the kernel image.</summary>
    private string[] Releases() =>
        [.. Files().Where(file =>
            file.StartsWith("kernel-cloud-core-", StringComparison.Ordinal) && !file.Contains("other"))
            .Select(file => file.Split('-')[^1].Replace(".x86_64.rpm", ""))];

    private string[] NamedByMetadata()
    {
        var primary = Directory.EnumerateFiles(Path.Combine(Repository, "repodata"), "*-primary.xml*").Single();
        using var file = File.OpenRead(primary);
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        return
        [
            .. Location().Matches(reader.ReadToEnd()).Select(match =>
                match.Groups[1].Value).Order(StringComparer.Ordinal),
        ];
    }

    [GeneratedRegex("<location href=\"([^\"]*)\"")]
    private static partial Regex Location();
}
