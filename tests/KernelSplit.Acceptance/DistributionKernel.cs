using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace KernelSplit.Acceptance;

/// <summary>Kernels that Debian built, downloaded and unpacked once.</summary>
public static partial class DistributionKernel
{
    private const string Headers = "linux-headers-";

    // Linux 6.1.176.
    private const string LongAgo = "linux-image-6.1.0-50-";

    private static readonly string[] Architectures = ["amd64", "i386", "arm64", "armhf", "ppc64el", "s390x"];

    private static readonly string Folder = Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "kernelsplit", "test-kernels");

    private static readonly Lazy<Offer[]> Offers = new(FindOffers);

    /// <summary>The newest generic kernel package of every series (6.1, 6.12, ...) that apt offers.</summary>
    public static TheoryData<string> GenericPackages()
    {
        var architecture = Shell.Must("dpkg", "--print-architecture").Output.Trim();
        return AtLeastOne(Offers.Value.Where(offer => offer.Flavour == architecture), architecture);
    }

    /// <summary>The newest generic kernel package of all series.</summary>
    public static string NewestGeneric()
    {
        var architecture = Shell.Must("dpkg", "--print-architecture").Output.Trim();
        return Offers.Value.Where(offer => offer.Flavour == architecture)
            .MaxBy(offer => Version.Parse(offer.Candidate.Version.Split('-', '+')[0]))!.Package;
    }

    /// <summary>The generic kernel package before <see cref="NewestGeneric"/> in its series, as apt still offers it.</summary>
    public static string FormerGeneric() => Former(Search()).ShouldNotBeNull("apt offers one release of the newest series only");

    /// <summary>
    /// Two releases of the oldest series with the same configuration: those of which the differences are known by hand,
    /// and where apt no longer offers them, the first and the last that it does.
    /// </summary>
    public static (string Old, string New) LongAgoAndNow()
    {
        var architecture = Shell.Must("dpkg", "--print-architecture").Output.Trim();
        var series = Search().Select(name => PackageName().Match(name))
            .Where(match => match.Success && match.Groups["flavour"].Value == architecture)
            .GroupBy(match => Version.Parse(match.Groups["series"].Value)).MinBy(series => series.Key)!
            .GroupBy(match => match.Value.Replace("-unsigned", "")).Select(Newest).ToList();
        _ = Offers.Value;
        return (series.Find(package => package.StartsWith(LongAgo, StringComparison.Ordinal)) ?? series[0], series[^1]);
    }

    /// <summary>What the kernel of a generic package exports, for depmod -E: the System.map in Debian's packages is a stub.</summary>
    /// <param name="release">As uname -r prints it.</param>
    /// <param name="folder">Gets the file.</param>
    public static string Symvers(string release, string folder)
    {
        var file = Path.Combine(folder, $"Module.symvers-{release}");
        Shell.Must(
            "bash", "-c", "set -o pipefail; dpkg-deb --fsys-tarfile \"$1\" | tar -xO \"./usr/src/linux-headers-$2/Module.symvers\" >\"$3\"",
            "-", Deb($"{Headers}{release}"), release, file);
        return file;
    }

    /// <summary>Those of <see cref="GenericPackages"/> and the kernels that Debian makes for clouds.</summary>
    public static TheoryData<string> GenericAndCloudPackages()
    {
        var architecture = Shell.Must("dpkg", "--print-architecture").Output.Trim();
        return AtLeastOne(Offers.Value.Where(offer => offer.Flavour == architecture || offer.Flavour == $"cloud-{architecture}"), architecture);
    }

    /// <summary>Debian's kernels for clouds, the newest of every series, the oldest series first.</summary>
    public static string[] Clouds()
    {
        var flavour = $"cloud-{Shell.Must("dpkg", "--print-architecture").Output.Trim()}";
        return [.. Offers.Value.Where(offer => offer.Flavour == flavour)
            .OrderBy(offer => Version.Parse(offer.Candidate.Version.Split('-', '+')[0])).Select(offer => offer.Package)];
    }

    /// <summary>The newest kernel package of every series and flavour (cloud, rt, ...) of every architecture that apt offers.</summary>
    public static TheoryData<string> AllPackages()
    {
        AtLeastOne(Offers.Value.Where(offer => offer.Candidate.Architecture == "amd64"), "amd64");
        return [.. Offers.Value.Select(offer => offer.Package)];
    }

    /// <summary>The package's file.</summary>
    public static string Deb(string package)
    {
        var candidate = Offers.Value.SingleOrDefault(offer => offer.Package == package)?.Candidate ?? Candidates(package).Single();
        var deb = Path.Combine(Folder, candidate.File);
        if (File.Exists(deb))
            return deb;
        Directory.CreateDirectory(Folder);
        using var download = new TempDirectory();
        Shell.Run("apt-get", ["download", $"{package}:{candidate.Architecture}"], download.Path).ExitCode.ShouldBe(0);
        foreach (var former in Directory.EnumerateFiles(Folder, $"{package}_*.deb"))
            File.Delete(former);
        Shell.Must("mv", Directory.EnumerateFiles(download.Path, "*.deb").Single(), Folder);
        return deb;
    }

    /// <summary>A root directory with the package's modules in lib/modules/RELEASE, for reading only.</summary>
    public static string Tree(string package)
    {
        var deb = Deb(package);
        var tree = Path.Combine(Folder, Path.GetFileNameWithoutExtension(deb));
        if (Directory.Exists(tree))
            return tree;
        var partial = $"{tree}.{Environment.ProcessId}.partial";
        Directory.CreateDirectory(partial);
        Shell.Must(
            "bash", "-c", "set -o pipefail; dpkg-deb --fsys-tarfile \"$1\" | tar -x -C \"$2\" --wildcards '*/lib/modules/*'", "-", deb, partial);
        Directory.Move(partial, tree);
        return tree;
    }

    private static TheoryData<string> AtLeastOne(IEnumerable<Offer> offers, string architecture)
    {
        var packages = offers.Select(offer => offer.Package).ToArray();
        packages.ShouldNotBeEmpty($"apt offers no kernel for {architecture}");
        return [.. packages];
    }

    private static Offer[] FindOffers()
    {
        AddArchitectures();
        var names = Search();
        if (names.Length == 0)
        {
            Shell.Must("apt-get", "update");
            names = Search();
        }

        var newest = names
            .Select(name => PackageName().Match(name))
            .Where(match => match.Success)
            .GroupBy(match => (Series: match.Groups["series"].Value, Flavour: match.Groups["flavour"].Value))
            .ToDictionary(Newest, group => group.Key.Flavour);
        var candidates = newest.Count == 0 ? [] : Candidates([.. newest.Keys]);
        RemoveOthers([.. candidates.Select(candidate => candidate.File), .. Former(names) is { } former ? Candidates(former).Select(candidate => candidate.File) : []]);
        return [.. candidates.Select(candidate => new Offer(candidate.Package, newest[candidate.Package], candidate))];
    }

    /// <summary>The second release of the newest series' generic kernel; nothing where there is one only.</summary>
    private static string? Former(string[] names)
    {
        var architecture = Shell.Must("dpkg", "--print-architecture").Output.Trim();
        var releases = names.Select(name => PackageName().Match(name))
            .Where(match => match.Success && match.Groups["flavour"].Value == architecture)
            .GroupBy(match => Version.Parse(match.Groups["series"].Value)).MaxBy(series => series.Key)?
            .GroupBy(match => match.Value.Replace("-unsigned", "")).ToList();
        return releases is { Count: > 1 } ? Newest(releases[^2]) : null;
    }

    /// <summary>Secure Boot's signed packages repeat what is in the unsigned ones.</summary>
    private static string Newest(IEnumerable<Match> sorted) =>
        sorted.OrderBy(match => match.Groups["unsigned"].Success).Last().Value;

    /// <summary>Only root may; others test the kernels of the architectures that apt knows already.</summary>
    private static void AddArchitectures()
    {
        var known = Shell.Must("sh", "-c", "dpkg --print-architecture; dpkg --print-foreign-architectures").Lines;
        var missing = Architectures.Except(known).ToArray();
        if (missing.Length == 0 || !Environment.IsPrivilegedProcess)
            return;
        foreach (var architecture in missing)
            Shell.Must("dpkg", "--add-architecture", architecture);
        if (Shell.Run("apt-get", ["update"]).ExitCode == 0)
            return;
        // The mirror doesn't have them.
        foreach (var architecture in missing)
            Shell.Must("dpkg", "--remove-architecture", architecture);
    }

    private static string[] Search() => Shell.Must(
        "sh", "-c", "apt-cache search --names-only '^linux-image-[0-9]' | cut -d' ' -f1 | grep -v -e '-dbg$' | sort -V").Lines;

    private static Candidate[] Candidates(params string[] packages)
    {
        var stanzas = Shell.Must("apt-cache", ["show", "--no-all-versions", .. packages]).Output.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        return [.. stanzas.Select(ParseCandidate)];
    }

    private static Candidate ParseCandidate(string stanza)
    {
        var fields = stanza.Split('\n')
            .Select(line => line.Split(": ", 2))
            .Where(field => field[0] is "Package" or "Version" or "Architecture")
            .ToDictionary(field => field[0], field => field[1]);
        return new Candidate(fields["Package"], fields["Version"].Replace(":", "%3a"), fields["Architecture"]);
    }

    /// <summary>Forgets kernels that apt no longer offers, and what a killed test left behind.</summary>
    private static void RemoveOthers(string[] current)
    {
        if (!Directory.Exists(Folder))
            return;
        foreach (var path in Directory.EnumerateFileSystemEntries(Folder, "linux-*").Where(path => !Path.GetFileName(path).StartsWith("linux-source-", StringComparison.Ordinal)))
        {
            var name = Path.GetFileName(path);
            var isCurrent = name.StartsWith(LongAgo, StringComparison.Ordinal) || name.StartsWith(Headers, StringComparison.Ordinal)
                ? current.Any(deb => deb.StartsWith($"linux-image-{name.Split('_')[0][Headers.Length..]}", StringComparison.Ordinal))
                : current.Contains(name) || current.Contains($"{name}.deb");
            var isBeingMade = name.EndsWith(".partial", StringComparison.Ordinal) && Directory.GetLastWriteTimeUtc(path) > DateTime.UtcNow.AddDays(-1);
            if (!isCurrent && !isBeingMade)
                Shell.Must("rm", "-rf", path);
        }
    }

    // linux-image-6.1.0-56-cloud-amd64-unsigned, linux-image-6.12.117+deb12-amd64-unsigned, linux-image-6.1.0-50-armmp
    [GeneratedRegex(@"^linux-image-(?<series>\d+\.\d+)\.[^-+]+(-\d+|\+deb[^-]+)-(?<flavour>.+?)(?<unsigned>-unsigned)?$")]
    private static partial Regex PackageName();

    private sealed record Offer(string Package, string Flavour, Candidate Candidate);

    private sealed record Candidate(string Package, string Version, string Architecture)
    {
        public string File => $"{Package}_{Version}_{Architecture}.deb";
    }
}

/// <summary>A test that needs Debian's packages.</summary>
public sealed class DebianTheoryAttribute : TheoryAttribute
{
    public DebianTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (!File.Exists("/usr/bin/apt-cache"))
            Skip = "needs Debian's kernel packages";
    }
}

/// <inheritdoc cref="DebianTheoryAttribute"/>
public sealed class DebianFactAttribute : FactAttribute
{
    public DebianFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (!File.Exists("/usr/bin/apt-cache"))
            Skip = "needs Debian's kernel packages";
    }
}
