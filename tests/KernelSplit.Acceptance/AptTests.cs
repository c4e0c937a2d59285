namespace KernelSplit.Acceptance;

/// <summary>What apt makes of the Debian packages in a repository.</summary>
[Collection(nameof(DebKernel))]
public sealed class AptTests(DebKernel kernel)
{
    private const string Newer = "99.1-cloud";

    [DebianFact]
    public void Cores_metapackage_brings_core_and_nothing_else()
    {
        using var apt = new AptRepository(kernel.Packages);

        apt.WouldInstall("install", "linux-image-cloud-core").ShouldBe(Sorted(kernel.Names.Latest("core"), kernel.Names.Of("core")));
    }

    [DebianFact]
    public void Another_metapackage_brings_what_its_package_requires()
    {
        using var apt = new AptRepository(kernel.Packages);

        foreach (var package in kernel.Plan.Packages)
        {
            var needed = new HashSet<string>();
            void Need(string name)
            {
                needed.Add(kernel.Names.Of(name));
                foreach (var required in kernel.Plan.Packages.Single(other => other.Name == name).Requires)
                    Need(required);
            }

            Need(package.Name);
            apt.WouldInstall("install", kernel.Names.Latest(package.Name)).ShouldBe(Sorted([kernel.Names.Latest(package.Name), .. needed]));
        }
    }

    [DebianFact]
    public void Modules_of_a_release_whose_core_there_is_not_are_refused()
    {
        var newer = kernel.BuildSmall(Newer).Where(deb => Path.GetFileName(deb).StartsWith("linux-modules-", StringComparison.Ordinal));
        using var apt = new AptRepository([.. kernel.Packages, .. newer]);

        var refused = apt.Simulate("install", kernel.Names.Of("core"), $"linux-modules-sriov-{Newer}");

        refused.ExitCode.ShouldNotBe(0);
        refused.Output.ShouldContain($"Depends: linux-image-{Newer} (= 99.1-");
    }

    [DebianFact]
    public void An_upgrade_brings_the_newest_release_of_what_is_installed()
    {
        using var apt = new AptRepository([.. kernel.Packages, .. kernel.BuildSmall(Newer)]);
        foreach (var package in new[] { "core", "shared", "sriov" })
            apt.MarkInstalled(kernel.File(package));
        apt.MarkInstalled(kernel.Latest("core"));
        apt.MarkInstalled(kernel.Latest("sriov"));

        apt.WouldInstall("dist-upgrade").ShouldBe(Sorted(
            kernel.Names.Latest("core"), kernel.Names.Latest("sriov"),
            $"linux-image-{Newer}", $"linux-modules-shared-{Newer}", $"linux-modules-sriov-{Newer}"));
    }

    private static string[] Sorted(params IEnumerable<string> names) => [.. names.Order(StringComparer.Ordinal)];
}
