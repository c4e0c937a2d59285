using System.Text.RegularExpressions;

namespace KernelSplit.Acceptance;

/// <summary>
/// RPMs for SUSE of the two newest kernels that Debian makes for clouds, checked with rpm, modinfo, depmod and zypper.
/// </summary>
[Part(Part.Packages)]
public sealed class SuseTests(SuseTests.Kernels kernels) : IClassFixture<SuseTests.Kernels>
{
    /// <summary>What Debian's kernels have behind the last dash on this machine.</summary>
    private static string Flavor => Shell.Must("dpkg", "--print-architecture").Output.Trim();

    [AptFact]
    public void All_files_lie_below_usr_and_zypp_may_keep_several_of_each_package()
    {
        foreach (var rpm in kernels.Rpms)
        {
            Shell.Must("rpm", "-qp", "--qf", "[%{FILENAMES}\n]", rpm).Lines.ShouldAllBe(file =>
                file.StartsWith($"/usr/lib/modules/{kernels.Newer}", StringComparison.Ordinal)
                || file.StartsWith("/boot/", StringComparison.Ordinal));
            Shell.Must("rpm", "-qp", "--provides", rpm).Lines.ShouldContain("multiversion(kernel)");
        }
    }

    [AptFact]
    public void A_release_with_several_dashes_has_one_where_rpm_compares_it()
    {
        kernels.Newer.Count(letter => letter == '-').ShouldBeGreaterThan(1);

        foreach (var rpm in kernels.Rpms)
        {
            var capability = Shell.Must("rpm", "-qp", "--qf", "%{NAME}-uname-r = ", rpm).Output;
            var provided = Shell.Must("rpm", "-qp", "--provides", rpm).Lines.Single(line =>
                line.StartsWith(capability, StringComparison.Ordinal))[capability.Length..];

            provided.Count(letter => letter == '-').ShouldBe(1);
            provided.Replace('-', '.').ShouldBe(kernels.Newer.Replace('-', '.'));
        }
    }

    [AptFact]
    public void Firmware_is_recommended_by_the_name_of_its_file()
    {
        var all = 0;
        foreach (var rpm in kernels.Rpms)
        {
            var modules = Shell.Must("rpm", "-qpl", rpm).Lines.Where(file => file.Contains(".ko")).Select(file =>
                kernels.Tree + file["/usr".Length..]).ToArray();
            var asked = modules.Length == 0 ? [] : Shell.Must("modinfo", ["-F", "firmware", .. modules]).Lines;
            var recommended = Shell.Must("rpm", "-qp", "--recommends", rpm).Lines;

            recommended.Order(StringComparer.Ordinal)
                .ShouldBe(
                    asked.Where(file => !file.Contains('*')).Select(file =>
                        $"firmware({file})").Distinct().Order(StringComparer.Ordinal));
            all += recommended.Length;
        }

        all.ShouldBeGreaterThan(0);
    }

    [AptFact]
    public void Verify_finds_in_the_packages_what_it_finds_in_the_kernel_that_they_are_of()
    {
        var packages = Shell.KernelSplit(kernels.Output, ["verify", .. kernels.Rpms, "--plan", "plan.json"]);
        var kernel = Shell.KernelSplit(kernels.Output, "verify", kernels.Deb, "--plan", "plan.json");

        packages.Output.ShouldContain("the packages match the plan");
        // Debian's kernel for clouds lacks drivers that our targets ask for.
        Findings(packages).ShouldBe(Findings(kernel));
        packages.ExitCode.ShouldBe(kernel.ExitCode);

        // What is indented tells how long it took.
        static string[] Findings(Ended ended) => [.. ended.Errors.Split('\n').Where(line => !line.StartsWith(' '))];
    }

    [AptFact]
    public void Suses_scripts_hear_of_each_package_and_see_its_modules()
    {
        using var root = new InstallRoot();

        root.Install(kernels.Rpm("core"), kernels.Rpm("shared"), kernels.Rpm("sriov"));

        root.Calls().Where(call => call.StartsWith("rpm-", StringComparison.Ordinal)
            || call.StartsWith("inkmp-", StringComparison.Ordinal)).Select(call => call.Split(' ')[0])
            .Order(StringComparer.Ordinal).ShouldBe(
            [
                "inkmp-post", "inkmp-post", "inkmp-posttrans", "inkmp-posttrans", "inkmp-pre", "inkmp-pre",
                "rpm-post", "rpm-posttrans", "rpm-pre",
            ]);
        var driver = Shell.Must("rpm", "-qpl", kernels.Rpm("sriov")).Lines.Last(file => file.Contains(".ko"));
        root.Modprobe(kernels.Newer, Path.GetFileName(driver).Split(".ko")[0]).ShouldContain(driver["/usr".Length..]);
    }

    [AptFact]
    public void Zypper_as_opensuse_configures_it_keeps_the_release_that_runs()
    {
        using var root = ManagedRoot.OpenSuse(kernels.Repository, Flavor);
        var installed = root.TryInstall(kernels.OlderEvr, ["sriov"]);
        installed.ExitCode.ShouldBe(0, installed.Output + installed.Errors);

        root.Update();

        root.All().ShouldBe(
            new[] { $"kernel-{Flavor}-core", $"shared-kmp-{Flavor}", $"sriov-kmp-{Flavor}" }
                .SelectMany(name => new[] { $"{name}-{kernels.OlderEvr}", $"{name}-{kernels.NewerEvr}" })
                .Append("kmod-1-1").Order(StringComparer.Ordinal));
    }

    /// <summary>Made once for all tests.</summary>
    public sealed class Kernels : IDisposable
    {
        private readonly TempDirectory _folder = new("kernelsplit-");

        public Kernels()
        {
            var clouds = DistributionKernels.Clouds;
            clouds.Count.ShouldBeGreaterThan(1, "apt offers kernels for clouds of one series only");
            Deb = DistributionKernels.Deb(clouds[^1]);
            Tree = KernelUnderTest.Of(clouds[^1]).Root;
            Newer = KernelUnderTest.Of(clouds[^1]).Release;
            OlderEvr = Package(DistributionKernels.Deb(clouds[^2]), "older");
            NewerEvr = Package(Deb, "newer");
            // No distribution's repository is here; this is all that core asks of one.
            Shell.Must("cp", InstallRoot.Kmod, Repository);
            Shell.Must("createrepo_c", "--quiet", "--update", Repository);
        }

        public string Deb { get; }

        /// <summary>A root with the newer kernel as Debian installs it.</summary>
        public string Tree { get; }

        /// <summary>As uname -r prints it.</summary>
        public string Newer { get; }

        public string NewerEvr { get; }

        public string OlderEvr { get; }

        public string Repository => Path.Combine(_folder.Path, "repo");

        /// <summary>The folder that the newer kernel's packages were made in.</summary>
        public string Output => Path.Combine(_folder.Path, "newer");

        /// <summary>The newer kernel's, without the one that only requires the others.</summary>
        public IEnumerable<string> Rpms => Directory.EnumerateFiles(Path.Combine(Output, "rpm"), "*.rpm")
            .Where(rpm => !Regex.IsMatch(Path.GetFileName(rpm), $"^kernel-{Flavor}-[0-9]"))
            .Order(StringComparer.Ordinal);

        public string Rpm(string package) =>
            Rpms.Single(rpm => Path.GetFileName(rpm).StartsWith(
                package == "core" ? $"kernel-{Flavor}-core-" : $"{package}-kmp-{Flavor}-", StringComparison.Ordinal));

        public void Dispose() => _folder.Dispose();

        private string Package(string deb, string name)
        {
            var output = Directory.CreateDirectory(Path.Combine(_folder.Path, name)).FullName;
            // The distribution's kernel for clouds has drivers for some of the map's targets only.
            File.WriteAllText(Path.Combine(output, "clouds.yaml"), """
                version: 1
                extends: cloud.yaml
                waivers: [{check: contract, about: "*", because: "it is for some clouds only"}]
                """);
            var ended = Shell.KernelSplit(
                output, "package", deb, "--map", "clouds.yaml", "--distribution", "suse", "-o", ".", "--repo",
                Repository);
            ended.ExitCode.ShouldBe(0, ended.Errors);
            return Shell.Must(
                "rpm", "-qp", "--qf", "%{VERSION}-%{RELEASE}",
                Directory.EnumerateFiles(Path.Combine(output, "rpm"), $"kernel-{Flavor}-core-*.rpm").Single()).Output;
        }
    }
}
