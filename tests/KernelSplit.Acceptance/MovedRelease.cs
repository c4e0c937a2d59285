namespace KernelSplit.Acceptance;

/// <summary>
/// A repository of the two releases in which the newer one has a module in another package than the older one.
/// </summary>
internal sealed class MovedRelease
{
    public const string Module = "igb";

    /// <summary>The package that had it.</summary>
    public const string Former = "sriov";

    /// <summary>The package that has it.</summary>
    public const string Package = "cards";

    public MovedRelease(TwoReleases releases, string output, KernelUnderTest newer)
    {
        var folder = Directory.CreateDirectory(Path.Combine(output, "moved")).FullName;
        Folder = Directory.CreateDirectory(Path.Combine(folder, "repo")).FullName;
        Shell.Must(
            "cp",
            [
                "--link",
                .. Directory.EnumerateFiles(releases.Folder, "*.rpm").Where(rpm =>
                    !rpm.Contains($"-{releases.Newer.Evr}.")),
                Folder,
            ]);
        File.WriteAllText(Path.Combine(folder, "moved.yaml"), $$"""
            version: 1
            name: moved
            extends: cloud.yaml
            packages:
              - {name: {{Package}}, summary: Drivers that were elsewhere, requires: [shared]}
            rules:
              - to: {{Package}}
                because: it was elsewhere
                when: {name: {{Module}}}
            """);
        var ended = Shell.KernelSplit(
            folder, "package", newer.Deb, "--map", "moved.yaml", "--against", releases.OlderPlan, "-o", ".", "--repo",
            Folder);
        ended.ExitCode.ShouldBe(0, ended.Errors);
        Release = ReleaseFacts.Of(folder, newer);
        Release.Module[Package].ShouldBe(Module);
    }

    public string Folder { get; }

    public ReleaseFacts Release { get; }

    public string Rpm(string package) =>
        Directory.EnumerateFiles(Folder, $"kernel-cloud-{package}-{Release.Evr}.*.rpm").Single();
}
