using System.Text.Json;

namespace KernelSplit.Acceptance;

/// <summary>One release in a repository, with what its users were promised.</summary>
/// <param name="Uname">As uname -r prints it.</param>
/// <param name="Evr">RPM's version and release.</param>
/// <param name="Symvers">What its image exports.</param>
/// <param name="Drivers">The modules that core has for the targets' contracts.</param>
/// <param name="Required">What each package requires, by short names.</param>
/// <param name="Module">A module of each package.</param>
internal sealed record ReleaseFacts(
    string Uname, string Evr, string Symvers, IReadOnlyList<string> Drivers,
    IReadOnlyDictionary<string, string[]> Required, IReadOnlyDictionary<string, string> Module)
{
    /// <param name="folder">Where <c>kernelsplit package</c> wrote its plan.json and RPMs.</param>
    /// <param name="kernel">What it made them of.</param>
    public static ReleaseFacts Of(string folder, KernelUnderTest kernel)
    {
        var plan = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "plan.json"))).RootElement;
        var modules = plan.GetProperty("modules").EnumerateArray().ToLookup(
            module => module.GetProperty("package").GetString()!, module => module.GetProperty("module").GetString()!);
        var verified = JsonDocument.Parse(
            Shell.KernelSplit(folder, "verify", kernel.Deb, "--plan", "plan.json", "--json").Output).RootElement;
        var drivers = verified.GetProperty("contract").EnumerateArray()
            .Where(promise =>
                promise.GetProperty("servedBy").GetString() == "module"
                    && promise.GetProperty("package").GetString() == "core")
            .SelectMany(promise =>
                promise.GetProperty("drivers").EnumerateArray().Select(driver => driver.GetString()!))
            .Intersect(modules["core"]).ToList();
        drivers.Count.ShouldBeGreaterThan(50);
        var uname = plan.GetProperty("release").GetString()!;
        var meta = Directory.EnumerateFiles(Path.Combine(folder, "rpm"), "kernel-cloud-core-*.rpm").Single();
        return new ReleaseFacts(
            uname,
            Shell.Must("rpm", "-qp", "--qf", "%{VERSION}-%{RELEASE}", meta).Output,
            kernel.Symvers,
            drivers,
            plan.GetProperty("packages").EnumerateArray().ToDictionary(
                package => package.GetProperty("name").GetString()!,
                package =>
                    package.GetProperty("requires").EnumerateArray().Select(name => name.GetString()!).ToArray()),
            modules.ToDictionary(group => group.Key, group => group.First()));
    }
}

/// <summary>
/// The distribution's newest generic kernel and the one before, in a repository of <c>kernelsplit package --repo</c>.
/// </summary>
internal sealed class TwoReleases
{
    /// <param name="repository">Has the newer one.</param>
    /// <param name="output">Its plan.json, and where the older one's may go.</param>
    /// <param name="newer">What it was made of.</param>
    public TwoReleases(string repository, string output, KernelUnderTest newer)
    {
        Folder = repository;
        var older = KernelUnderTest.ToPackage(DistributionKernels.Former.ShouldNotBeNull(
            "apt offers one release of the newest series only"));
        var former = Directory.CreateDirectory(Path.Combine(output, "former")).FullName;
        var ended = Shell.KernelSplit(former, "package", older.Deb, "-o", ".", "--repo", repository);
        ended.ExitCode.ShouldBe(0, ended.Errors);
        OlderPlan = Path.Combine(former, "plan.json");
        Older = ReleaseFacts.Of(former, older);
        Newer = ReleaseFacts.Of(output, newer);
        Shell.Must("rpm", "--eval", $"%{{lua:print(rpm.vercmp('{Older.Evr}', '{Newer.Evr}'))}}").Output.Trim()
            .ShouldBe("-1");
        // No distribution's repository is here; this is all that core asks of one.
        Shell.Must("cp", InstallRoot.Kmod, repository);
        Shell.Must("createrepo_c", "--quiet", "--update", repository);
    }

    public string Folder { get; }

    public ReleaseFacts Older { get; }

    /// <summary>The plan that it was made by.</summary>
    public string OlderPlan { get; }

    public ReleaseFacts Newer { get; }

    public string Rpm(string package, ReleaseFacts release) =>
        Directory.EnumerateFiles(Folder, $"kernel-cloud-{package}-{release.Evr}.*.rpm").Single();
}
