using System.Text.Json;

namespace KernelSplit.Acceptance;

/// <summary>
/// <c>kernelsplit run</c> on the project's own kernelsplit.yaml, checked with rpm, depmod and modinfo.
/// </summary>
[Part(Part.Compile)]
public sealed class RunTests(Shared<DemoRun> shared)
{
    private const string Project = "examples/demo/kernelsplit.yaml";

    private readonly DemoRun _run = shared.Value;

    private IReadOnlyList<string> Optional => _run.Optional;

    [Fact]
    public void Every_request_of_the_fragments_lands() => _run.Ended.Errors.ShouldContain(", all in the final .config");

    [Fact]
    public void The_kernel_has_at_least_40_modules_and_every_package_but_that_of_tests_at_least_two()
    {
        var modules = _run.Summary.GetProperty("packages").EnumerateArray()
            .ToDictionary(p => p.GetProperty("package").GetString()!, p => p.GetProperty("modules").GetInt32());

        modules.Keys.ShouldBe(["kernel-cloud-core", .. Optional.Select(name => $"kernel-cloud-{name}")]);
        modules.Values.Sum().ShouldBeGreaterThanOrEqualTo(40);
        modules.Where(package => package.Key != "kernel-cloud-tests").ShouldAllBe(package => package.Value >= 2);
    }

    [Fact]
    public void The_packages_hold_every_module_of_the_build_exactly_once()
    {
        var packaged = _run.Rpms.SelectMany(rpm => Shell.Must("rpm", "-qpl", rpm).Lines).Where(file =>
            file.Contains(".ko"));
        var installed = Shell.Must("find", _run.Tree, "-name", "*.ko*").Lines
            .Select(file => file.Replace(_run.Tree, $"/usr/lib/modules/{_run.Release}"));

        packaged.Order(StringComparer.Ordinal).ShouldBe(installed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_snapshot_has_every_module_with_its_symbols_and_the_packages_as_large_as_their_RPMs()
    {
        var snapshot = _run.Summary.GetProperty("files").GetProperty("snapshot").GetString()!;
        var kernel = JsonDocument.Parse(Shell.Must("sh", "-c", $"zcat '{snapshot}'").Output).RootElement
            .GetProperty("kernel");

        kernel.GetProperty("modules").GetArrayLength().ShouldBe(
            _run.Summary.GetProperty("packages").EnumerateArray().Sum(package =>
                package.GetProperty("modules").GetInt32()));
        kernel.GetProperty("modules").EnumerateArray().ShouldAllBe(module =>
            module.GetProperty("symbols").GetArrayLength() > 0 && module.GetProperty("code").GetString()!.Length == 32);
        foreach (var size in kernel.GetProperty("sizes").EnumerateArray())
            size.GetProperty("downloadSize").GetInt64().ShouldBe(
                new FileInfo(_run.Rpm(size.GetProperty("package").GetString()!)).Length);
        Shell.KernelSplit(Shell.Checkout, "diff", snapshot, snapshot).ExitCode.ShouldBe(0);
    }

    [Fact]
    public void No_two_packages_own_the_same_file()
    {
        var files = _run.Rpms.SelectMany(rpm =>
            Shell.Must("rpm", "-qp", "--qf", "[%{FILEMODES:perms} %{FILENAMES}\n]", rpm).Lines);

        files.Where(file => file[0] == '-').GroupBy(file => file).ShouldAllBe(file => file.Count() == 1);
    }

    [Fact]
    public void Optional_packages_require_core_of_the_same_kernel_and_the_meta_package_requires_all_but_tests()
    {
        Optional.ShouldBe(["shared", "software", "sriov", "gpu", "passthrough", "hardware", "tests"]);
        foreach (var (package, others) in _run.Required)
        {
            foreach (var other in others)
                Shell.Must("rpm", "-qpR", _run.Rpm(package)).Lines
                    .ShouldContain($"kernel-cloud-{other}-uname-r = {_run.Release}");
        }

        Shell.Must("rpm", "-qp", "--provides", _run.Rpm("core")).Lines
            .ShouldContain($"kernel-cloud-core-uname-r = {_run.Release}");

        var version = Shell.Must("rpm", "-qp", "--qf", "%{VERSION}-%{RELEASE}", _run.Meta).Output;
        var required = Shell.Must("rpm", "-qpR", _run.Meta).Lines;
        foreach (var package in Optional.Append("core"))
            required.Contains($"kernel-cloud-{package} = {version}").ShouldBe(package != "tests", package);
    }

    [Fact]
    public void Core_and_then_each_optional_package_can_be_installed_and_depmod_stays_clean()
    {
        using var root = new InstallRoot();
        foreach (var package in Optional.Prepend("core"))
        {
            root.Install(_run.Rpm(package));
            root.Depmod(_run.Release).ShouldBeEmpty(package);
        }

        // The scriptlets ran: modprobe in the root finds a module of each package through depmod's files.
        foreach (var module in Directory.EnumerateFiles(_run.Tree, "*.ko.xz", SearchOption.AllDirectories))
        {
            var name = Path.GetFileName(module).Split('.')[0];
            root.Modprobe(_run.Release, name).ShouldContain(Path.GetFileName(module));
        }
    }

    [Fact]
    public void Each_optional_package_works_with_what_it_requires_and_leaves_core_clean_when_removed()
    {
        foreach (var package in Optional)
        {
            using var root = new InstallRoot();
            root.Install(_run.Rpm("core"));
            root.Install([.. _run.RpmsFor(package).Skip(1)]);
            root.Depmod(_run.Release).ShouldBeEmpty(package);

            root.Remove(
                _run.RpmsFor(package).Skip(1).Select(rpm =>
                    Path.GetFileName(rpm).Split($"-{_run.Release.Split('-')[0]}")[0]));

            root.Depmod(_run.Release).ShouldBeEmpty();
            File.ReadAllText(root.Modules(_run.Release, "modules.dep"))
                .ShouldBe(InstallRoot.CoreAlone(_run.Rpm("core"), _run.Release));
        }
    }

    [Fact]
    public void An_optional_package_without_its_core_is_refused()
    {
        using var root = new InstallRoot();

        root.TryInstall(_run.Rpm("shared"), _run.Rpm("sriov")).Errors
            .ShouldContain($"kernel-cloud-core-uname-r = {_run.Release} is needed");
    }

    [Fact]
    public void Modules_are_stripped_compressed_and_made_for_this_kernel()
    {
        foreach (var module in Directory.EnumerateFiles(_run.Tree, "*.ko*", SearchOption.AllDirectories))
        {
            module.ShouldEndWith(".ko.xz");
            Shell.Must("modinfo", "-F", "vermagic", module).Output.ShouldStartWith(_run.Release + " ");
        }

        var sections = Shell.Must("sh", "-c", "for m in $(find \"$1\" -name '*.ko.xz'); do xz -dc $m > /tmp/$$.ko; "
            + "readelf -SW /tmp/$$.ko; done; rm /tmp/$$.ko", "sh", _run.Tree);
        sections.Output.ShouldNotContain(".debug_info");
    }

    [Fact]
    public void A_second_run_does_nothing_again()
    {
        using var output = new TempDirectory();
        var again = Shell.KernelSplit(Shell.Checkout, "run", "--output", output.Path);

        again.ExitCode.ShouldBe(0);
        again.Errors.ShouldContain($"{_run.Release}, nothing changed");
        again.Errors.ShouldContain("RPMs, nothing changed");
        again.Output.ShouldContain($"{_run.Release}: ");
        again.Output.ShouldContain("kernel-cloud-passthrough");
        File.ReadAllText(Path.Combine(output.Path, "plan.json")).ShouldBe(File.ReadAllText(_run.Plan));
    }

    [Fact]
    public void The_finished_packages_split_into_the_same_plan()
    {
        using var folder = new TempDirectory();
        var plan = Path.Combine(folder.Path, "plan.json");
        var split = Shell.KernelSplit(
            Shell.Checkout,
            ["split", .. _run.Rpms.Where(rpm => rpm != _run.Meta), "--project", Project, "-o", plan]);

        split.ExitCode.ShouldBe(0, split.Errors);
        File.ReadAllText(plan).ShouldBe(File.ReadAllText(_run.Plan));
    }

    [Fact]
    public void The_installed_tree_splits_into_the_same_plan()
    {
        var root = Path.GetFullPath(Path.Combine(_run.Tree, "../../.."));
        var split = Shell.KernelSplit(
            Shell.Checkout, "split", root, "--project", Project, "--output", "-");

        split.ExitCode.ShouldBe(0, split.Errors);
        split.Output.ShouldBe(File.ReadAllText(_run.Plan));
    }

    [Fact]
    public void A_request_that_kbuild_drops_is_named_with_the_line_that_asked()
    {
        // The final .config stays the same, and with it the build.
        using var folder = new TempDirectory();
        var project = File.ReadAllText(Path.Combine(Shell.Checkout, Project));
        folder.Write("demo.config", File.ReadAllText(Path.Combine(Shell.Checkout, "examples/demo/demo.config")));
        var file = folder.Write("kernelsplit.yaml", project.Replace("hardware]", "hardware, mine]"));
        folder.Write("fragments/mine/target.yaml", "name: mine\nsummary: asks for what can't be\n");
        var fragment = folder.Write(
            "fragments/mine/common.config", "# no such thing\nCONFIG_FLUX_CAPACITOR=y\nCONFIG_S390_GUEST=y\n");

        var ended = Shell.KernelSplit(folder.Path, "run", file);

        ended.ExitCode.ShouldBe(0, ended.Errors);
        ended.Errors.ShouldContain("2 not in the final .config");
        ended.Errors.ShouldContain(
            $"{fragment}:2: warning KS0205: CONFIG_FLUX_CAPACITOR=y is not in the final .config: unknown symbol, "
            + "this kernel has no FLUX_CAPACITOR");
        ended.Errors.ShouldContain(
            $"{fragment}:3: warning KS0205: CONFIG_S390_GUEST=y is not in the final .config: unknown symbol, "
            + "S390_GUEST is defined for s390");
    }
}
