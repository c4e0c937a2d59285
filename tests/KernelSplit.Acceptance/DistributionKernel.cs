namespace KernelSplit.Acceptance;

/// <summary>Kernels that Debian built, downloaded once.</summary>
public static class DistributionKernel
{
    private static readonly string Folder = Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "kernelsplit", "test-kernels");

    /// <summary>The newest generic kernel package of every series (6.1, 6.12, ...) that apt offers.</summary>
    public static TheoryData<string> GenericPackages()
    {
        var architecture = Shell.Must("dpkg", "--print-architecture").Output.Trim();
        var names = Search(architecture);
        if (names.Length == 0)
        {
            Shell.Must("apt-get", "update");
            names = Search(architecture);
        }

        names.ShouldNotBeEmpty("apt offers no linux-image-*-unsigned package");
        var newest = names.GroupBy(name => string.Join('.', name.Split('-', '.').Skip(2).Take(2))).Select(series => series.Last());
        return [.. newest];
    }

    /// <summary>The package's file.</summary>
    public static string Deb(string package)
    {
        Directory.CreateDirectory(Folder);
        var version = Shell.Must("apt-cache", "show", "--no-all-versions", package).Lines.Single(line => line.StartsWith("Version: ", StringComparison.Ordinal))[9..];
        var pattern = $"{package}_{version.Replace(":", "%3a")}_*.deb";
        if (!Directory.EnumerateFiles(Folder, pattern).Any())
        {
            using var download = new TempDirectory();
            Shell.Run("apt-get", ["download", package], download.Path).ExitCode.ShouldBe(0);
            var deb = Directory.EnumerateFiles(download.Path, "*.deb").Single();
            Shell.Must("mv", deb, Folder);
        }

        return Directory.EnumerateFiles(Folder, pattern).Single();
    }

    private static string[] Search(string architecture) => Shell.Must(
        "sh", "-c", $"apt-cache search --names-only '^linux-image-[0-9].*-{architecture}-unsigned$' | cut -d' ' -f1 | grep -v -e cloud -e '-rt-' | sort -V").Lines;
}

/// <summary>A test that needs Debian's packages.</summary>
public sealed class DebianTheoryAttribute : TheoryAttribute
{
    public DebianTheoryAttribute()
    {
        if (!File.Exists("/usr/bin/apt-cache"))
            Skip = "needs Debian's kernel packages";
    }
}
