namespace KernelSplit.Acceptance;

/// <summary>A system of its own whose packages come from a repository, by dnf or zypper.</summary>
internal abstract class ManagedRoot : IDisposable
{
    private const string Kernel = "kernel-cloud-";

    /// <summary>A package's name by its short one.</summary>
    protected virtual string NameOf(string package) => Kernel + package;

    private readonly TempDirectory _folder = new("kernelsplit-");

    protected ManagedRoot() => InstallRoot.MergeUsr(Root);

    protected string Folder => _folder.Path;

    protected string Root => Path.Combine(_folder.Path, "root");

    /// <param name="manager">Its command.</param>
    /// <param name="repository">The folder that it installs from.</param>
    public static ManagedRoot Of(string manager, string repository) =>
        manager == "dnf"
            ? new DnfRoot(repository)
            : new ZypperRoot(repository, "provides:installonlypkg(kernel),provides:installonlypkg(kernel-module)");

    /// <summary>zypper as openSUSE configures it.</summary>
    public static ZypperRoot OpenSuse(string repository, string flavor) =>
        new(repository, "provides:multiversion(kernel)", flavor);

    /// <summary>Packages by short names: of this release, or the newest.</summary>
    public void Install(ReleaseFacts? release, params string[] packages) => Succeeds(TryInstall(release, packages));

    public Ended TryInstall(ReleaseFacts? release, params string[] packages) => TryInstall(release?.Evr, packages);

    /// <param name="evr">RPM's version and release; the newest without.</param>
    /// <param name="packages">Short names.</param>
    public abstract Ended TryInstall(string? evr, IEnumerable<string> packages);

    public abstract void Remove(ReleaseFacts release, string package);

    public abstract void Update();

    /// <summary>The kernel's packages as "core-6.12.9-1", sorted.</summary>
    public IEnumerable<string> Installed() =>
        Shell.Must("rpm", "--root", Root, "-qa", "--qf", "%{NAME}-%{VERSION}-%{RELEASE}\n").Lines
        .Where(line => line.StartsWith(Kernel, StringComparison.Ordinal)).Select(line =>
            line[Kernel.Length..]).Order(StringComparer.Ordinal);

    /// <summary>
    /// Of each release that is installed, depmod has nothing to say, what is on disk is what depmod ran on, and
    /// modprobe
    /// finds what was promised and a module of each package; of others, nothing is left.
    /// </summary>
    public void ShouldBeWhole(params IEnumerable<(ReleaseFacts Release, string[] Packages)> releases)
    {
        var expected = releases.ToList();
        Installed().ShouldBe(
            expected.SelectMany(pair =>
                pair.Packages.Select(package => $"{package}-{pair.Release.Evr}")).Order(StringComparer.Ordinal));
        var folders = Path.Combine(Root, "lib/modules");
        (Directory.Exists(folders) ? Directory.EnumerateDirectories(folders).Select(Path.GetFileName) : [])
            .ShouldBe(expected.Select(pair => pair.Release.Uname), ignoreOrder: true);
        foreach (var (release, packages) in expected)
        {
            var modules = Path.Combine(folders, release.Uname);
            Shell.Must("depmod", "--dry-run", "-e", "-E", release.Symvers, "-b", Root, release.Uname).Errors.Trim()
                .ShouldBeEmpty();
            File.ReadLines(Path.Combine(modules, "modules.dep")).Select(line =>
                line.Split(':')[0]).Order(StringComparer.Ordinal)
                .ShouldBe(
                    Directory.EnumerateFiles(modules, "*.ko*", SearchOption.AllDirectories).Select(file =>
                        Path.GetRelativePath(modules, file)).Order(StringComparer.Ordinal));
            Shell.Must(
                "modprobe",
                [
                    "--show-depends", "-a", "-d", Root, "-S", release.Uname, .. release.Drivers,
                    .. packages.Select(package => release.Module[package]),
                ]);
            foreach (var (package, module) in release.Module.Where(pair => !packages.Contains(pair.Key)))
                Shell.Run("modprobe", ["--show-depends", "-q", "-d", Root, "-S", release.Uname, module]).ExitCode
                    .ShouldNotBe(0, package);
        }
    }

    public void Dispose() => _folder.Dispose();

    protected static void Succeeds(Ended ended) => ended.ExitCode.ShouldBe(0, ended.Output + ended.Errors);

    protected IEnumerable<string> Names(string? evr, string separator, IEnumerable<string> packages) =>
        packages.Select(package => NameOf(package) + (evr is null ? "" : separator + evr));
}

/// <summary>
/// Debian's dnf with the defaults of dnf: it knows by <c>Provides: installonlypkg(kernel)</c> what to install beside
/// what is there.
/// </summary>
internal sealed class DnfRoot : ManagedRoot
{
    private readonly string _configuration;

    public DnfRoot(string repository)
    {
        _configuration = Path.Combine(Folder, "dnf.conf");
        File.WriteAllText(_configuration, $"""
            [main]
            gpgcheck=0
            plugins=0
            reposdir={Folder}/none
            [kernels]
            name=kernels
            baseurl={new Uri(repository).AbsoluteUri}
            """);
    }

    public override Ended TryInstall(string? evr, IEnumerable<string> packages) =>
        Dnf(["install", .. Names(evr, "-", packages)]);

    public override void Remove(ReleaseFacts release, string package) =>
        Succeeds(Dnf(["remove", .. Names(release.Evr, "-", [package])]));

    public override void Update() => Succeeds(Dnf("upgrade"));

    private Ended Dnf(params string[] arguments) =>
        Shell.Run(
            "dnf",
            ["--config", _configuration, "--installroot", Root, "--releasever", "1", "--assumeyes", .. arguments]);
}

/// <summary>Debian's zypper, told by its configuration what to install beside what is there.</summary>
internal sealed class ZypperRoot : ManagedRoot
{
    private readonly string? _flavor;

    /// <param name="repository">The folder that it installs from.</param>
    /// <param name="multiversion">openSUSE's own zypp.conf has provides:multiversion(kernel).</param>
    /// <param name="flavor">That of packages with SUSE's names.</param>
    public ZypperRoot(string repository, string multiversion, string? flavor = null)
    {
        _flavor = flavor;
        var repositories = Directory.CreateDirectory(Path.Combine(Root, "etc/zypp/repos.d")).FullName;
        File.WriteAllText(Path.Combine(Root, "etc/zypp/zypp.conf"), $"""
            [main]
            multiversion = {multiversion}
            multiversion.kernels = latest,running
            """);
        File.WriteAllText(Path.Combine(repositories, "kernels.repo"), $"""
            [kernels]
            name=kernels
            enabled=1
            autorefresh=1
            gpgcheck=0
            baseurl={new Uri(repository).AbsoluteUri}
            """);
    }

    public override Ended TryInstall(string? evr, IEnumerable<string> packages) =>
        Zypper(["install", "--oldpackage", .. Names(evr, "=", packages)]);

    public override void Remove(ReleaseFacts release, string package) =>
        Succeeds(Zypper(["remove", .. Names(release.Evr, "=", [package])]));

    public override void Update() => Succeeds(Zypper("update"));

    /// <summary>Does what openSUSE does after each boot, on a machine that runs a kernel.</summary>
    /// <param name="uname">Its release.</param>
    public void PurgeKernels(string uname)
    {
        // zypp asks the kernel; nothing else tells it.
        var shim = Path.Combine(Folder, "uname.so");
        File.WriteAllText($"{shim}.c", """
            #define _GNU_SOURCE
            #include <dlfcn.h>
            #include <stdlib.h>
            #include <string.h>
            #include <sys/utsname.h>
            int uname(struct utsname *name)
            {
                int (*next)(struct utsname *) = (int (*)(struct utsname *))dlsym(RTLD_NEXT, "uname");
                int result = next(name);
                strncpy(name->release, getenv("TEST_UNAME"), sizeof(name->release) - 1);
                return result;
            }
            """);
        Shell.Must("gcc", "-shared", "-fPIC", "-o", shim, $"{shim}.c", "-ldl");
        Succeeds(Shell.Run(
            "zypper", ["--root", Root, "--non-interactive", "purge-kernels"],
            environment: new Dictionary<string, string>
            {
                ["LD_PRELOAD"] = shim,
                ["TEST_UNAME"] = uname,
                // Most of its settings zypp takes from outside of the root.
                ["ZYPP_CONF"] = Path.Combine(Root, "etc/zypp/zypp.conf"),
            }));
    }

    /// <summary>The names of all packages, with version and release, sorted.</summary>
    public string[] All() =>
        [.. Shell.Must("rpm", "--root", Root, "-qa", "--qf", "%{NAME}-%{VERSION}-%{RELEASE}\n").Lines
        .Order(StringComparer.Ordinal)];

    protected override string NameOf(string package) =>
        _flavor is null ? base.NameOf(package)
        : package == "core" ? $"kernel-{_flavor}-core"
        : $"{package}-kmp-{_flavor}";

    private Ended Zypper(params string[] arguments) => Shell.Run(
        "zypper", ["--root", Root, "--non-interactive", "--no-gpg-checks", .. arguments],
        environment: new Dictionary<string, string> { ["LC_ALL"] = "C.UTF-8" });
}
