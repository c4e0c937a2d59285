using System.Security.Cryptography;

namespace KernelSplit.Acceptance;

/// <summary>Debian packages of a kernel that Debian built, checked with lintian, and installed with dpkg.</summary>
[Part(Part.Packages)]
public sealed class DebTests(Shared<DebKernel> shared)
{
    private readonly DebKernel _kernel = shared.Value;

    [AptFact]
    public void Every_module_is_in_one_package_the_plans_with_the_bytes_that_it_had()
    {
        var found = new Dictionary<string, string>();
        foreach (var package in _kernel.Plan.Packages)
        {
            var folder = _kernel.Scratch($"contents-{package.Name}");
            Shell.Must("dpkg-deb", "--extract", _kernel.File(package.Name), folder);
            foreach (var (path, hash) in Modules(folder))
                found.TryAdd(path, $"{package.Name} {hash}").ShouldBeTrue($"{path} is in two packages");
            Directory.Delete(folder, recursive: true);
        }

        var packages = _kernel.Plan.Placements.ToDictionary(
            placement => placement.Path, placement => placement.Package);
        var expected = Modules(_kernel.Root).Select(module =>
            $"{module.Path} {packages[module.Path]} {module.Hash}").ToList();
        found.Select(pair =>
            $"{pair.Key} {pair.Value}").Order(StringComparer.Ordinal).ShouldBe(expected.Order(StringComparer.Ordinal));
        expected.Count
            .ShouldBe(Shell.Must("dpkg-deb", "--contents", _kernel.Deb).Lines.Count(line => line.Contains(".ko")));
    }

    [AptFact]
    public void What_is_no_module_is_in_the_image_package()
    {
        var files = Shell.Must("dpkg-deb", "--contents", _kernel.File("core")).Output;

        foreach (var file in Directory.EnumerateFiles(Path.Combine(_kernel.Root, "boot")))
            files.ShouldContain($"./boot/{Path.GetFileName(file)}\n");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_kernel.Root, "lib/modules", _kernel.Plan.Release)))
            files.ShouldContain($"/{Path.GetFileName(file)}\n");
    }

    [AptFact]
    public void The_same_kernel_gives_the_same_bytes()
    {
        var again = _kernel.PackageAgain();

        again.Select(Path.GetFileName).ShouldBe(_kernel.Packages.Select(Path.GetFileName));
        foreach (var (first, second) in _kernel.Packages.Zip(again))
            Shell.Run("cmp", [first, second]).ExitCode.ShouldBe(0, Path.GetFileName(first));
        Directory.Delete(Path.GetDirectoryName(again[0])!, recursive: true);
    }

    [AptFact]
    public void Lintian_has_nothing_to_say_and_every_override_is_needed()
    {
        var ended = Shell.Run("lintian", [
            "--allow-root", "--tag-display-limit", "0", "--display-level", ">=info", "--show-overrides",
            .. _kernel.Packages]);

        // No exit code: what is overridden counts for it as well where it is shown.
        // How long a name or a field is depends on the kernel and the package: not each needs the overrides for that.
        ended.Lines.Where(line => line[0] is not ('O' or 'N') && !line.Contains("unused-override")).ShouldBeEmpty();
        var overrides = File.ReadLines(Path.Combine(Shell.Checkout, "kernel-spec/deb/lintian-overrides.hbs"))
            .Where(line => line.StartsWith("{{package}}: ", StringComparison.Ordinal)).Select(line =>
                line.Split(' ')[1]).ToList();
        overrides.ShouldNotBeEmpty();
        // A sample of the modules doesn't need them all.
        if (!Coverage.IsFull)
            return;
        foreach (var tag in overrides)
            ended.Lines.ShouldContain(line =>
                line.StartsWith("O: ", StringComparison.Ordinal) && line.Contains($": {tag} "));
    }

    [AptFact]
    public void Core_alone_and_each_other_package_with_what_it_depends_on_are_complete()
    {
        using var root = new DebRoot();
        root.Install(_kernel.File("core"));
        root.Depmod(_kernel.Plan.Release, _kernel.Exports).ShouldBeEmpty();
        root.Listed(_kernel.Plan.Release).Order(StringComparer.Ordinal).ShouldBe(Paths("core"));

        foreach (var package in _kernel.Plan.Packages.Where(package => package.Name != "core"))
        {
            root.Install(_kernel.File(package.Name));
            root.Depmod(_kernel.Plan.Release, _kernel.Exports).ShouldBeEmpty(package.Name);
        }

        root.Listed(_kernel.Plan.Release).Length.ShouldBe(_kernel.Plan.Placements.Count);
    }

    [AptFact]
    public void They_take_the_place_of_the_distributions_packages_with_the_same_files()
    {
        using var root = new DebRoot();
        root.Install(_kernel.DistributionsImage());

        var ended = root.TryInstall(_kernel.File("shared"), _kernel.File("core"));

        ended.ExitCode.ShouldBe(0, ended.Output + ended.Errors);
        root.Known().ShouldNotContain(known => known.StartsWith($"linux-image-{_kernel.Plan.Release} "));
        root.Listed(_kernel.Plan.Release).Order(StringComparer.Ordinal).ShouldBe(Paths("core", "shared"));
    }

    [AptFact]
    public void Depmod_runs_once_however_many_packages_come_or_go()
    {
        using var root = new DebRoot();
        root.Install([.. _kernel.Plan.Packages.Select(package => _kernel.File(package.Name))]);
        root.DepmodRuns().ShouldBe(1);
        root.Listed(_kernel.Plan.Release).Length.ShouldBe(_kernel.Plan.Placements.Count);

        root.Remove(
            [
                .. _kernel.Plan.Packages.Where(package => package.Name != "core").Select(package =>
                    _kernel.Names.Of(package.Name)),
            ]);
        root.DepmodRuns().ShouldBe(1);
        root.Listed(_kernel.Plan.Release).Order(StringComparer.Ordinal).ShouldBe(Paths("core"));

        root.Install(_kernel.File("shared"), _kernel.File("gpu"), _kernel.File("sriov"));
        root.DepmodRuns().ShouldBe(1);
    }

    [AptFact]
    public void Hooks_hear_of_the_kernel_when_it_comes_when_its_modules_change_and_when_it_goes()
    {
        using var root = new DebRoot();
        var release = _kernel.Plan.Release;
        var image = $"{release} /boot/vmlinuz-{release}";
        var core = _kernel.Names.Of("core");

        root.Install(_kernel.File("core"));
        root.HookCalls().ShouldBe([
            $"linux-run-hooks image preinst {image} -- install", $"linux-update-symlinks install {image}",
            $"linux-run-hooks image postinst {image} -- configure "]);

        root.Install(_kernel.File("shared"));
        root.HookCalls().ShouldBe([
            $"linux-update-symlinks upgrade {image}",
            $"linux-run-hooks image postinst {image} -- configure {_kernel.Names.Version}"]);

        root.Purge(core, _kernel.Names.Of("shared"));
        root.HookCalls().ShouldBe([
            $"linux-check-removal {release}", $"linux-run-hooks image prerm {image} -- remove",
            $"linux-update-symlinks remove {image}",
            $"linux-run-hooks image postrm {image} -- remove", $"linux-update-symlinks remove {image}",
            $"linux-run-hooks image postrm {image} -- purge"]);
    }

    [AptFact]
    public void Nothing_is_left_after_a_purge_even_of_what_a_newer_depmod_writes()
    {
        using var root = new DebRoot();
        root.Install([.. _kernel.Packages]);
        File.WriteAllText(Path.Combine(root.Folder, "lib/modules", _kernel.Plan.Release, "modules.newer"), "");

        root.Purge([.. _kernel.Packages.Select(deb => Path.GetFileName(deb).Split('_')[0])]);

        root.Content().ShouldBe(root.Before);
        root.Known().ShouldBe(["kmod ii ", "linux-base ii "]);
    }

    [AptFact]
    public void An_image_that_is_made_from_outside_needs_no_program_of_its_own()
    {
        using var root = new DebRoot("--force-script-chrootless");
        Directory.Delete(Path.Combine(root.Folder, "bin"), recursive: true);

        root.Install(_kernel.File("core"), _kernel.File("shared"));

        root.Depmod(_kernel.Plan.Release, _kernel.Exports).ShouldBeEmpty();
        root.Listed(_kernel.Plan.Release).Order(StringComparer.Ordinal).ShouldBe(Paths("core", "shared"));
    }

    [AptFact]
    public void Releases_live_side_by_side_and_a_package_needs_core_of_its_own()
    {
        const string other = "6.12.0-other";
        var others = _kernel.BuildSmall(other);
        using var root = new DebRoot();
        root.Install(others.Single(
            deb => Path.GetFileName(deb).StartsWith($"linux-image-cloud-{other}_", StringComparison.Ordinal)));

        var refused = root.TryInstall(_kernel.File("shared"));
        refused.ExitCode.ShouldNotBe(0);
        refused.Errors.ShouldContain($"depends on {_kernel.Names.Of("core")} (= {_kernel.Names.Version})");

        root.Install(_kernel.File("core"));
        root.Install(_kernel.File("shared"));
        root.Known().Count(known => known.Contains("linux-image-")).ShouldBe(2);
        root.Listed(other).Length.ShouldBe(2);
    }

    private string[] Paths(params string[] packages) =>
        [.. packages.SelectMany(_kernel.Plan.In).Select(placement => placement.Path).Order(StringComparer.Ordinal)];

    private IEnumerable<(string Path, string Hash)> Modules(string root)
    {
        var folder = Path.Combine(root, "lib/modules", _kernel.Plan.Release);
        return Directory.EnumerateFiles(folder, "*.ko*", SearchOption.AllDirectories)
            .Select(file =>
                (Path.GetRelativePath(folder, file), Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))));
    }
}
