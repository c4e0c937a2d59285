using KernelSplit.Testing.Inputs;

namespace KernelSplit.Acceptance;

/// <summary>
/// A kernel and a package map whose every text is a macro of RPM, a word of a shell, a field of a control file: the
/// programs that packages are made with, and installed with, see nothing but text.
/// </summary>
[Part(Part.Packages)]
public sealed class HostileTextTests : IDisposable
{
    private const string Text = "%(touch PWNED_rpm) %{lua:os.execute('touch PWNED_lua')} %include /etc/hostname "
        + "$(touch PWNED_shell) `touch PWNED_tick` ' touch PWNED_quote ' \" \u001b[2J\u202e %if 1";

    private readonly TempDirectory _work = new();
    private readonly ModuleDirectory _kernel = new();

    public HostileTextTests()
    {
        _kernel.Add("kernel/drivers/net/plain.ko", new ElfModule());
        _kernel.Add("kernel/drivers/net/hostile.ko", new ElfModule
        {
            ModInfo =
            [
                $"license={Text}", $"description={Text}", $"alias=pci:v*{Text}", $"firmware={Text}",
                "alias=pci:v0000\nPackage: other\nX: *", $"softdep=pre: {Text}", $"parm=x:{Text}",
            ],
        });
        _kernel.Add("vmlinuz", [1]);
        _kernel.Add("modules.builtin", []);
        _kernel.Add("modules.order", "kernel/drivers/net/plain.ko\nkernel/drivers/net/hostile.ko\n"u8.ToArray());
        _work.Write("map.yaml", $$"""
            version: 1
            name: hostile
            packages:
              - name: core
                summary: {{Quoted}}
                description: {{Quoted}}
              - name: gpu
                summary: {{Quoted}}
                description: "%package -n other\n\n%include /etc/hostname\n\n%files\n/etc/passwd\n# no comment"
                requires: [core]
                default: true
            rules:
              - to: core
                because: {{Quoted}}
                when: {name: plain}
            """);
    }

    private static string Quoted =>
        $"\"{Text.Replace("\"", "\\\"").Replace("\u001b", "\\e").Replace("\u202e", "\\u202e")}\"";

    public void Dispose()
    {
        _work.Dispose();
        _kernel.Dispose();
    }

    [Theory]
    [InlineData("fedora")]
    [InlineData("suse")]
    public void Rpm_expands_none_of_it(string distribution)
    {
        Package("--distribution", distribution);

        var core = Directory.EnumerateFiles(Path.Combine(_work.Path, "out/rpm"), "*-core-*.rpm").Single();
        var gpu = Directory.EnumerateFiles(Path.Combine(_work.Path, "out/rpm"), "*gpu-*.rpm").Single();
        Query(core, "%{SUMMARY}").ShouldStartWith("%(touch PWNED_rpm) %{lua:os.execute('touch PWNED_lua')} %include");
        Query(core, "%{DESCRIPTION}").ShouldContain("%(touch PWNED_rpm)");
        Query(gpu, "%{DESCRIPTION}").ShouldContain("%include /etc/hostname %files /etc/passwd");
        Query(gpu, "[%{FILENAMES}\n]").ShouldNotContain("passwd");
        Directory.EnumerateFiles(Path.Combine(_work.Path, "out/rpm")).Count().ShouldBe(3);
        File.ReadAllText(Directory.EnumerateFiles(Path.Combine(_work.Path, "out"), "*.spec").Single())
            .ShouldNotContain('\u001b');
        NothingRan();
    }

    [Fact]
    public void Dpkg_and_the_shell_of_its_scripts_see_text()
    {
        // What a list of RPM can't name is no trouble here.
        _kernel.Add("modules.$(touch PWNED_file)", [1]);
        _kernel.Add("modules.') touch PWNED_case;; ('", [1]);
        Package("--format", "deb", "--release", "1");

        var debs = Directory.EnumerateFiles(Path.Combine(_work.Path, "out/deb"), "*.deb").ToList();
        debs.Count.ShouldBe(4);
        foreach (var deb in debs)
        {
            Shell.Must("dpkg-deb", "--field", deb, "Package").Output.ShouldStartWith("linux-");
            Shell.Must("dpkg-deb", "--field", deb, "Section").Output.ShouldNotContain("PWNED");
            var control = Directory.CreateDirectory(Path.Combine(_work.Path, Path.GetFileName(deb) + ".d")).FullName;
            Shell.Must("dpkg-deb", "--control", deb, control);
            File.ReadAllText(Path.Combine(control, "control")).ShouldNotContain('\u001b');
            foreach (var script in Directory.EnumerateFiles(control, "p*").Order(StringComparer.Ordinal))
            {
                Shell.Must("bash", "-n", script);
                Shell.Run(script, ["upgrade", "1"], _work.Path, new Dictionary<string, string>
                {
                    ["DPKG_ROOT"] = _work.Path,
                });
            }
        }

        NothingRan();
    }

    [Fact]
    public void What_prerm_removes_is_not_a_hostile_file_of_the_package()
    {
        _kernel.Add("modules.') touch PWNED_case;; ('", [1]);
        Package("--format", "deb", "--release", "1");
        var root = Path.Combine(_work.Path, "root");
        var image = Directory.EnumerateFiles(Path.Combine(_work.Path, "out/deb"), "linux-image-*-6*.deb").Single();
        Shell.Must("dpkg-deb", "--extract", image, root);
        Shell.Must("dpkg-deb", "--control", image, Path.Combine(_work.Path, "control"));
        var modules = Path.Combine(root, "lib/modules", ModuleDirectory.Release);
        File.WriteAllText(Path.Combine(modules, "modules.dep"), "");

        Shell.Run(Path.Combine(_work.Path, "control/prerm"), ["remove"], _work.Path, new Dictionary<string, string>
        {
            ["DPKG_ROOT"] = root,
        }).ExitCode.ShouldBe(0);

        File.Exists(Path.Combine(modules, "modules.dep")).ShouldBeFalse();
        File.Exists(Path.Combine(modules, "modules.') touch PWNED_case;; ('")).ShouldBeTrue();
        NothingRan();
    }

    [Theory]
    [InlineData("%(touch PWNED_path)")]
    [InlineData("a b")]
    [InlineData("[x]")]
    [InlineData("*")]
    [InlineData("{a,b}")]
    [InlineData("a\"b")]
    [InlineData("a\\b")]
    public void A_path_that_rpm_cannot_list_is_named(string directory)
    {
        _kernel.Add($"kernel/{directory}/other.ko", new ElfModule());

        foreach (var format in new[] { "rpm", "spec-fragments" })
        {
            var ended = Run("--format", format);
            ended.ExitCode.ShouldBe(2);
            ended.Errors.ShouldContain(
                $"kernel/{directory}/other.ko: error KS0001: RPM's file lists can't name this path");
        }

        NothingRan();
    }

    [Fact]
    public void Spec_fragments_have_text_only()
    {
        Run("--format", "spec-fragments").ExitCode.ShouldBe(0);

        var spec = _work.Write("own.spec", """
            Name: own
            Version: 1
            Release: 1
            Summary: Includes them
            License: MIT
            %include packages.inc
            %description
            Own.
            """);
        var sources = Path.Combine(_work.Path, "out");
        var parsed = Shell.Run(
            "rpmspec", ["--define", $"_sourcedir {sources}", "-P", spec], Path.Combine(_work.Path, "out"));
        parsed.ExitCode.ShouldBe(0, parsed.Errors);
        parsed.Output.ShouldContain("%(touch PWNED_rpm)");
        NothingRan();
    }

    [Theory]
    [InlineData("spec")]
    [InlineData("obs")]
    public void A_spec_that_builds_from_source_has_text_only(string format)
    {
        using var cache = new TempDirectory("kernelsplit-");
        using var source = new StandInSource(2);
        // A project's texts: its map's, a waiver's, a target's, the lines and names of its fragments.
        _work.Write("fragments/hostile/target.yaml", $$"""
            name: hostile
            summary: {{Quoted}}
            devices: [{name: {{Quoted}}, modalias: "virtio:d00000001v00001AF4", symbol: VIRTIO_NET}]
            """);
        _work.Write("fragments/hostile/common.config", $"# {Text}\nCONFIG_MODULES=y\nCONFIG_LOCALVERSION=\"%(id)\"\n");
        _work.Write("kernelsplit.yaml", $$"""
            name: own
            kernel: linux-6.12.0.tar.xz
            arch: x86_64
            targets: [hostile]
            package-map: map.yaml
            waivers: [{check: contract, about: {{Quoted}}, because: {{Quoted}}}]
            """);
        Shell.Must(
            "tar", "-C", source.Path, "--transform", "s,^[.],linux-6.12.0,", "-cJf",
            Path.Combine(_work.Path, "linux-6.12.0.tar.xz"), ".");

        var ended = Shell.Run(
            Shell.Program, ["package", "kernelsplit.yaml", "--format", format, "-o", "source"], _work.Path,
            new Dictionary<string, string> { ["XDG_CACHE_HOME"] = cache.Path });

        ended.ExitCode.ShouldBe(0, ended.Errors);
        (ended.Output + ended.Errors).ShouldNotContain('\u001b');
        var sources = Path.Combine(_work.Path, "source");
        var spec = Directory.EnumerateFiles(sources, "*.spec", SearchOption.AllDirectories).Single();
        var parsed = Shell.Run(
            "rpmspec", ["--define", $"_sourcedir {Path.GetDirectoryName(spec)}", "-P", spec], sources);
        parsed.ExitCode.ShouldBe(0, parsed.Errors);
        parsed.Output.ShouldContain("%(touch PWNED_rpm)");
        parsed.Output.ShouldNotContain("/etc/passwd\n");
        NothingRan();
    }

    [Theory]
    [InlineData("\"release\": \"6.12.0-test\"", "\"release\": \"%(touch PWNED_release)\"")]
    [InlineData("\"name\": \"gpu\"", "\"name\": \"%{lua:os.execute('touch PWNED_name')}\"")]
    [InlineData("\"module\": \"plain\"", "\"module\": \"$(touch PWNED_module)\"")]
    [InlineData("\"path\": \"kernel/drivers/net/plain.ko\"", "\"path\": \"kernel/`touch PWNED_path`.ko\"")]
    public void A_plan_of_an_earlier_release_is_no_code(string from, string to)
    {
        Shell.KernelSplit(_work.Path, "split", _kernel.Path, "--map", "map.yaml", "-o", "then.json", "--force");
        var then = Path.Combine(_work.Path, "then.json");
        var plan = File.ReadAllText(then);
        plan.ShouldContain(from);
        File.WriteAllText(then, plan.Replace(from, to, StringComparison.Ordinal));

        foreach (var format in new[] { "rpm", "spec-fragments" })
        {
            var ended = Run("--format", format, "--force", "--against", "then.json");
            ended.ExitCode.ShouldBe(2, ended.Errors);
            ended.Errors.ShouldContain("then.json: error KS0001: ");
        }

        NothingRan();
    }

    private Ended Run(params string[] options) => Shell.KernelSplit(
        _work.Path, ["package", _kernel.Path, "--map", "map.yaml", "-o", "out", .. options]);

    private void Package(params string[] options)
    {
        // depmod sees the brackets of an alias that is none.
        var ended = Run(["--force", .. options]);
        ended.ExitCode.ShouldBe(1, ended.Errors);
        ended.Errors.ShouldContain("error KS0606: depmod: WARNING: Unmatched bracket");
        (ended.Output + ended.Errors).ShouldNotContain('\u001b');
    }

    private static string Query(string rpm, string format) =>
        Shell.Must("rpm", "--query", "--package", "--queryformat", format, rpm).Output;

    private void NothingRan()
    {
        foreach (var place in new[] { _work.Path, _kernel.Path, Shell.Checkout, Environment.CurrentDirectory })
            Directory.EnumerateFiles(place, "PWNED_*").ShouldBeEmpty();
    }
}
