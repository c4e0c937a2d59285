namespace KernelSplit.Acceptance;

/// <summary>
/// What dnf and zypper do with a repository of two releases, checked with rpm, depmod and modprobe after each step.
/// </summary>
[Part(Part.Packages)]
public sealed class PackageManagerTests(Shared<RepackRun> shared)
{
    private readonly RepackRun _run = shared.Value;

    /// <summary>Both; in a sample, one for each test in turn.</summary>
    public static TheoryData<string> Managers(int test)
    {
        string[] all = ["dnf", "zypper"];
        return Coverage.IsFull ? [.. all] : [all[(Coverage.Seed() % all.Length + test) % all.Length]];
    }

    private ReleaseFacts Older => _run.Repository.Older;

    private ReleaseFacts Newer => _run.Repository.Newer;

    [AptTheory]
    [MemberData(nameof(Managers), 0)]
    public void Core_is_installed_alone_and_each_package_on_top_of_it(string manager)
    {
        using var root = ManagedRoot.Of(manager, _run.Repository.Folder);
        root.Install(null, "core");
        root.ShouldBeWhole((Newer, ["core"]));

        var installed = new HashSet<string> { "core" };
        foreach (var package in Newer.Required.Keys.Where(package => package != "core"))
        {
            root.Install(null, package);

            installed.UnionWith(Reach(package));
            root.ShouldBeWhole((Newer, [.. installed]));
        }
    }

    [AptTheory]
    [MemberData(nameof(Managers), 1)]
    public void Two_releases_stand_side_by_side_and_either_goes_without_the_other(string manager)
    {
        using var root = ManagedRoot.Of(manager, _run.Repository.Folder);
        root.Install(Newer, "sriov");
        root.Install(Older, "gpu");
        root.ShouldBeWhole((Newer, ["core", "shared", "sriov"]), (Older, ["core", "shared", "gpu"]));

        root.Remove(Newer, "core");
        root.ShouldBeWhole((Older, ["core", "shared", "gpu"]));

        root.Install(Newer, "core");
        root.Remove(Older, "core");
        root.ShouldBeWhole((Newer, ["core"]));
    }

    [AptTheory]
    [MemberData(nameof(Managers), 2)]
    public void A_machine_with_all_packages_is_updated_beside_what_runs_and_goes_back(string manager)
    {
        using var root = ManagedRoot.Of(manager, _run.Repository.Folder);
        string[] all = [.. Older.Required.Keys];
        root.Install(Older, all);

        root.Update();

        root.ShouldBeWhole((Older, all), (Newer, [.. Newer.Required.Keys]));

        root.Remove(Newer, "core");
        root.ShouldBeWhole((Older, all));
    }

    [AptTheory]
    [MemberData(nameof(Managers), 3)]
    public void A_package_without_the_core_of_its_release_is_refused(string manager)
    {
        using var folder = new TempDirectory("kernelsplit-");
        foreach (var rpm in Directory.EnumerateFiles(_run.Repository.Folder, "*.rpm").Where(rpm =>
            rpm != _run.Repository.Rpm("core", Newer)))
            Shell.Must("ln", "-s", rpm, folder.Path);
        Shell.Must("createrepo_c", "--quiet", folder.Path);
        using var root = ManagedRoot.Of(manager, folder.Path);
        root.Install(Older, "core");

        var refused = root.TryInstall(Newer, "sriov");

        refused.ExitCode.ShouldNotBe(0);
        (refused.Output + refused.Errors).ShouldContain("nothing provides kernel-cloud-core");
        root.ShouldBeWhole((Older, ["core"]));
    }

    [AptTheory]
    [MemberData(nameof(Managers), 4)]
    public void An_update_brings_the_package_that_a_module_has_moved_to(string manager)
    {
        var moved = _run.Moved;
        var older = Older with
        {
            Module = new Dictionary<string, string>(Older.Module) { [MovedRelease.Former] = MovedRelease.Module },
        };
        using var root = ManagedRoot.Of(manager, moved.Folder);
        root.Install(older, MovedRelease.Former);
        root.ShouldBeWhole((older, ["core", "shared", MovedRelease.Former]));

        root.Update();

        root.ShouldBeWhole(
            (older, ["core", "shared", MovedRelease.Former]),
            (moved.Release, ["core", "shared", MovedRelease.Former, MovedRelease.Package]));
    }

    [AptTheory]
    [MemberData(nameof(Managers), 5)]
    public void A_machine_that_never_had_the_module_is_spared_the_package_that_it_moved_to(string manager)
    {
        var release = _run.Moved.Release;
        using var root = ManagedRoot.Of(manager, _run.Moved.Folder);
        root.Install(Older, "core");

        root.Update();
        root.ShouldBeWhole((Older, ["core"]), (release, ["core"]));

        using var fresh = ManagedRoot.Of(manager, _run.Moved.Folder);
        fresh.Install(null, "core");
        fresh.ShouldBeWhole((release, ["core"]));
        fresh.Install(null, MovedRelease.Former);
        fresh.ShouldBeWhole((release, ["core", "shared", MovedRelease.Former]));
    }

    [AptFact]
    public void The_changelog_says_which_module_moved_from_where_to_where()
    {
        foreach (var package in _run.Moved.Release.Required.Keys)
        {
            Shell.Must("rpm", "-qp", "--changelog", _run.Moved.Rpm(package)).Lines
                .ShouldContain($"- since {Older.Uname} moved from {MovedRelease.Former} to {MovedRelease.Package}: "
                    + $"{MovedRelease.Module}");
        }
    }

    private IEnumerable<string> Reach(string package) => Newer.Required[package].SelectMany(Reach).Append(package);
}
