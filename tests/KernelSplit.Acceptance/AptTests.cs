namespace KernelSplit.Acceptance;

/// <summary>What apt makes of the Debian packages in a repository.</summary>
[Part(Part.Packages)]
public sealed class AptTests(Shared<DebKernel> shared)
{
    private readonly DebKernel _kernel = shared.Value;

    private const string Newer = "99.1-cloud";

    [AptFact]
    public void Cores_metapackage_brings_core_and_nothing_else()
    {
        using var apt = new AptRepository(_kernel.Packages);

        apt.WouldInstall("install", "linux-image-cloud-core")
            .ShouldBe(Sorted(_kernel.Names.Latest("core"), _kernel.Names.Of("core")));
    }

    [AptFact]
    public void Another_metapackage_brings_what_its_package_requires()
    {
        using var apt = new AptRepository(_kernel.Packages);

        foreach (var package in _kernel.Plan.Packages)
        {
            var needed = new HashSet<string>();
            void Need(string name)
            {
                needed.Add(_kernel.Names.Of(name));
                foreach (var required in _kernel.Plan.Packages.Single(other => other.Name == name).Requires)
                    Need(required);
            }

            Need(package.Name);
            apt.WouldInstall("install", _kernel.Names.Latest(package.Name))
                .ShouldBe(Sorted([_kernel.Names.Latest(package.Name), .. needed]));
        }
    }

    [AptFact]
    public void Where_the_distributions_kernel_is_an_upgrade_leaves_it_alone()
    {
        using var apt = new AptRepository(_kernel.Packages);
        var debians = $"linux-image-{_kernel.Plan.Release}";
        apt.MarkInstalled(debians, "0.1");
        apt.MarkInstalled($"{debians}-unsigned", "0.1");

        apt.WouldInstall("dist-upgrade").ShouldBeEmpty();

        apt.Simulate("install", _kernel.Names.Latest("core")).Lines.ShouldContain($"Remv {debians} [0.1]");
    }

    [AptFact]
    public void Modules_of_a_release_whose_core_there_is_not_are_refused()
    {
        var newer = _kernel.BuildSmall(Newer).Where(deb =>
            Path.GetFileName(deb).StartsWith("linux-modules-", StringComparison.Ordinal));
        using var apt = new AptRepository([.. _kernel.Packages, .. newer]);

        var refused = apt.Simulate("install", _kernel.Names.Of("core"), $"linux-modules-cloud-sriov-{Newer}");

        refused.ExitCode.ShouldNotBe(0);
        refused.Output.ShouldContain($"Depends: linux-image-cloud-{Newer} (= 99.1-");
    }

    [AptFact]
    public void An_upgrade_brings_the_newest_release_of_what_is_installed()
    {
        using var apt = new AptRepository([.. _kernel.Packages, .. _kernel.BuildSmall(Newer)]);
        foreach (var package in new[] { "core", "shared", "sriov" })
            apt.MarkInstalled(_kernel.File(package));
        apt.MarkInstalled(_kernel.Latest("core"));
        apt.MarkInstalled(_kernel.Latest("sriov"));

        apt.WouldInstall("dist-upgrade").ShouldBe(Sorted(
            _kernel.Names.Latest("core"), _kernel.Names.Latest("sriov"),
            $"linux-image-cloud-{Newer}", $"linux-modules-cloud-shared-{Newer}", $"linux-modules-cloud-sriov-{Newer}"));
    }

    [AptFact]
    public void An_upgrade_brings_what_has_the_modules_that_left_an_installed_package()
    {
        var moved = _kernel.Plan.In("sriov").First();
        var earlier = _kernel.Plan with
        {
            Placements = [.. _kernel.Plan.Placements.Select(placement =>
                placement == moved ? placement with { Package = "gpu" } : placement)],
        };
        using var apt = new AptRepository([.. _kernel.Packages, .. _kernel.BuildSmall("99.2-cloud", earlier)]);
        foreach (var package in new[] { "core", "shared", "gpu" })
            apt.MarkInstalled(_kernel.File(package));
        apt.MarkInstalled(_kernel.Latest("gpu"));
        apt.MarkInstalled("initramfs-tools", "1");

        // As "apt upgrade" does.
        apt.WouldInstall("upgrade", "--with-new-pkgs").ShouldBe(Sorted(
            _kernel.Names.Latest("gpu"), _kernel.Names.Latest("sriov"), "linux-image-cloud-99.2-cloud",
            "linux-modules-cloud-shared-99.2-cloud", "linux-modules-cloud-gpu-99.2-cloud",
            "linux-modules-cloud-sriov-99.2-cloud"));
    }

    private static string[] Sorted(params IEnumerable<string> names) => [.. names.Order(StringComparer.Ordinal)];
}
