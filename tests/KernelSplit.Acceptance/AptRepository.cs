namespace KernelSplit.Acceptance;

/// <summary>
/// A repository of Debian packages, and an apt that knows nothing else: neither this machine's sources nor its
/// packages.
/// </summary>
internal sealed class AptRepository : IDisposable
{
    private readonly TempDirectory _folder = new("kernelsplit-");
    private readonly string _status;

    public AptRepository(params IEnumerable<string> debs)
    {
        foreach (var folder in new[] { "packages", "state/lists/partial", "cache/archives/partial", "etc" })
            Directory.CreateDirectory(Path.Combine(_folder.Path, folder));
        foreach (var deb in debs)
            File.CreateSymbolicLink(Path.Combine(_folder.Path, "packages", Path.GetFileName(deb)), deb);
        Shell.Must(
            "sh", "-e", "-c", "cd \"$1\"; dpkg-scanpackages --multiversion . >Packages", "sh",
            Path.Combine(_folder.Path, "packages"));
        _folder.Write("etc/sources.list", $"deb [trusted=yes] file:{_folder.Path}/packages ./\n");
        _status = _folder.Write("state/status", "");
        foreach (var name in new[] { "kmod", "linux-base" })
            Add($"Package: {name}\nVersion: 99\nArchitecture: {Architecture}\n");
        var update = Apt("update");
        update.ExitCode.ShouldBe(0, update.Errors);
    }

    private static string Architecture => Shell.Must("dpkg", "--print-architecture").Output.Trim();

    /// <summary>What apt says that it would do.</summary>
    public Ended Simulate(params string[] arguments) => Apt(["--simulate", "--quiet", .. arguments]);

    /// <summary>The packages that apt would install or upgrade, sorted.</summary>
    public string[] WouldInstall(params string[] arguments)
    {
        var ended = Simulate(arguments);
        ended.ExitCode.ShouldBe(0, ended.Output + ended.Errors);
        return
        [
            .. ended.Lines.Where(line => line.StartsWith("Inst ", StringComparison.Ordinal)).Select(line =>
                line.Split(' ')[1]).Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>From now on apt takes the package for installed.</summary>
    public void MarkInstalled(string deb) => Add(Shell.Must("dpkg-deb", "--field", deb).Output.TrimEnd() + "\n");

    /// <summary>From now on apt takes a package of the distribution's for installed.</summary>
    public void MarkInstalled(string name, string version) =>
        Add($"Package: {name}\nVersion: {version}\nArchitecture: {Architecture}\n");

    public void Dispose() => _folder.Dispose();

    private void Add(string stanza) =>
        File.AppendAllText(_status, $"{stanza}Status: install ok installed\nMaintainer: nobody\nDescription: none\n\n");

    private Ended Apt(params string[] arguments)
    {
        var root = _folder.Path;
        return Shell.Run(
            "apt-get",
            [
                "-o", $"Dir::State={root}/state", "-o", $"Dir::State::status={_status}", "-o",
                $"Dir::Cache={root}/cache",
                "-o", $"Dir::Etc::SourceList={root}/etc/sources.list", "-o", "Dir::Etc::SourceParts=/dev/null", "-o",
                "Dir::Etc::Preferences=/dev/null",
                "-o", "Dir::Etc::PreferencesParts=/dev/null", "-o", "APT::Sandbox::User=root", "-o",
                $"APT::Architectures={Architecture}",
                .. arguments,
            ],
            environment: new Dictionary<string, string> { ["LC_ALL"] = "C" });
    }
}
