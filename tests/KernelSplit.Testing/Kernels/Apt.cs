namespace KernelSplit.Testing.Kernels;

/// <summary>
/// apt's knowledge of one architecture: this machine's for its own, and for others an index apart, which
/// tests/index-foreign-kernels makes. dpkg's list of architectures stays as it is.
/// </summary>
internal sealed class Apt(string architecture)
{
    /// <summary>Whether this machine has apt at all.</summary>
    public static bool IsThere { get; } = File.Exists("/usr/bin/apt-cache");

    /// <summary>dpkg's name of this machine's architecture.</summary>
    public static string Native { get; } = IsThere ? Shell.Must("dpkg", "--print-architecture").Output.Trim() : "";

    /// <summary>The architectures that can be asked, this machine's first, the others in alphabetical order.</summary>
    public static IReadOnlyList<Apt> All { get; } = IsThere
        ? [new Apt(Native), .. Indexes().Select(Path.GetFileName)
            .Where(name => name != Native).Order(StringComparer.Ordinal)
            .Select(name => new Apt(name!))]
        : [];

    /// <summary>dpkg's name.</summary>
    public string Architecture => architecture;

    /// <summary>Names of packages that a regular expression matches, in the order of their versions.</summary>
    public IReadOnlyList<string> Search(string names) => Shell.Must(
        "sh",
        [
            "-c", "apt-cache \"$@\" | cut -d' ' -f1 | sort -V", "sh", .. Options(), "search", "--names-only", names,
        ]).Lines;

    /// <summary>What would be downloaded.</summary>
    public IReadOnlyList<AptPackage> Candidates(params string[] packages) => packages.Length == 0
        ? []
        : [.. Shell.Must("apt-cache", [.. Options(), "show", "--no-all-versions", .. packages]).Output
            .Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(AptPackage.Parse)];

    /// <summary>Writes the package's file into a directory.</summary>
    public void Download(string package, string directory)
    {
        var ended = Shell.Run("apt-get", [.. Options(), "download", package], directory);
        ended.ExitCode.ShouldBe(0, ended.Errors);
    }

    private static string[] Indexes() =>
        Directory.Exists(TestCache.Of("apt")) ? Directory.GetDirectories(TestCache.Of("apt")) : [];

    private string[] Options()
    {
        if (architecture == Native)
            return [];
        var root = TestCache.Of("apt", architecture);
        return
        [
            "-o", $"Dir::State={root}/state", "-o", $"Dir::State::status={root}/status", "-o",
            $"Dir::Cache={root}/cache",
            "-o", $"APT::Architecture={architecture}", "-o", $"APT::Architectures::={architecture}", "-o",
            "APT::Sandbox::User=root",
        ];
    }
}

/// <summary>A version of a package that apt offers.</summary>
internal sealed record AptPackage(string Name, string Version, string Architecture)
{
    /// <summary>The name of its file as <c>apt-get download</c> writes it.</summary>
    public string File => $"{Name}_{Version.Replace(":", "%3a")}_{Architecture}.deb";

    public static AptPackage Parse(string stanza)
    {
        var fields = stanza.Split('\n')
            .Select(line => line.Split(": ", 2))
            .Where(field => field[0] is "Package" or "Version" or "Architecture")
            .ToDictionary(field => field[0], field => field[1]);
        return new AptPackage(fields["Package"], fields["Version"], fields["Architecture"]);
    }
}
