namespace KernelSplit.Acceptance;

/// <summary>
/// <c>kernelsplit package --format obs</c>, read by obs-build's spec reader, which schedules builds, by osc, which
/// packagers type, and by rpmspec.
/// </summary>
[Part(Part.Packages)]
public sealed class BuildServiceTests(BuildServiceTests.TwoKernels made) : IClassFixture<BuildServiceTests.TwoKernels>
{
    private const string Parse = """
        use lib '/usr/lib/obs-build'; use Build; use Build::Rpm;
        my ($spec, $flavor) = @ARGV;
        my $config = Build::read_config('x86_64', []);
        $config->{'buildflavor'} = $flavor;
        my $read = Build::parse($config, $spec);
        die $read->{'error'} if $read->{'error'};
        print "$read->{'name'} $read->{'version'}\n@{$read->{'exclarch'}}\n@{$read->{'subpacks'}}\n@{$read->{'deps'}}\n";
        """;

    private const string Services = """
        import sys, xml.etree.ElementTree, osc.core
        service = osc.core.Serviceinfo()
        service.read(xml.etree.ElementTree.parse('_service').getroot())
        print(' '.join(one['name'] for one in service.services))
        command = service.services[0]['command']
        print(command[command.index('--revision') + 1])
        """;

    /// <summary>A project of two small kernels.</summary>
    public sealed class TwoKernels : IDisposable
    {
        private readonly TempDirectory _folder = new();

        public TwoKernels()
        {
            var small = Write("kernel-small.yaml", "name: kernel-small\nrelease: 1\ntargets: [base]\n");
            var kata = Write("kernel-kata.yaml", "name: kernel-kata\nrelease: 1\ntargets: [kata]\n");
            var made = Package(small, kata, "project");
            made.ExitCode.ShouldBe(0, made.Errors);
            Spec = made.Output.Trim();
        }

        public string Spec { get; }

        public string Folder => Path.GetDirectoryName(Spec)!;

        public string Write(string name, string text) => _folder.Write(name, text);

        internal Ended Package(string one, string other, string output) =>
            Shell.KernelSplit(_folder.Path, "package", one, other, "--format", "obs", "-o", output);

        public void Dispose() => _folder.Dispose();
    }

    [AptFact]
    public void Obs_build_sees_a_package_for_each_flavor_and_none_without()
    {
        foreach (var flavor in new[] { "small", "kata" })
        {
            var read = Shell.Must("perl", "-e", Parse, made.Spec, flavor).Lines;

            read[0].ShouldStartWith($"kernel-{flavor} ");
            read[1].ShouldBe("x86_64");
            read[2].Split(' ').Take(5).ShouldBe(
                [
                    $"kernel-{flavor}", $"kernel-{flavor}-core", $"kernel-{flavor}-shared", $"kernel-{flavor}-software",
                    $"kernel-{flavor}-sriov",
                ]);
            read[3].Split(' ').ShouldContain("gcc");
            read[3].Split(' ').ShouldContain("kernelsplit");
        }

        Shell.Must("perl", "-e", Parse, made.Spec, "").Lines[1].ShouldBe("do_not_build");
    }

    [AptFact]
    public void Osc_runs_the_services_that_bring_the_source_by_its_tag_and_write_the_version()
    {
        var read = Shell.Must("sh", "-c", "cd \"$1\"; /usr/bin/python3 -c \"$2\"", "sh", made.Folder, Services).Lines;

        read[0].ShouldBe("obs_scm set_version tar");
        read[1].ShouldBe("v" + Shell.Must("rpmspec", "-q", "--srpm", "--qf", "%{VERSION}", made.Spec).Output);
    }

    [AptFact]
    public void The_flavors_are_the_projects()
    {
        Shell.Must("/usr/bin/python3", "-c", "import sys, xml.etree.ElementTree as e; print(' '.join(f.text for f in "
            + "e.parse(sys.argv[1]).getroot().findall('flavor')))", Path.Combine(made.Folder, "_multibuild"))
            .Output.Trim().ShouldBe("small kata");
        File.Exists(Path.Combine(made.Folder, "kernel-small-x86_64.config")).ShouldBeTrue();
        File.Exists(Path.Combine(made.Folder, "kernel-kata-x86_64.config")).ShouldBeTrue();
    }

    [AptFact]
    public void Rpm_reads_the_spec_as_the_build_service_hands_it_over()
    {
        var handed = made.Write("handed.spec", File.ReadAllText(made.Spec).Replace("@BUILD_FLAVOR@", "kata"));

        var packages = Shell.Must("rpmspec", "-q", "--qf", "%{NAME}\n", handed).Lines;

        packages.ShouldContain("kernel-kata");
        packages.ShouldContain("kernel-kata-core");
        packages.ShouldAllBe(name => name.StartsWith("kernel-kata"));
    }

    [AptFact]
    public void Projects_that_differ_in_more_than_targets_and_architecture_are_refused()
    {
        var one = made.Write("one.yaml", "name: kernel-one\ntargets: [base]\n");
        var other = made.Write("other.yaml", "name: kernel-other\nrelease: 7\ntargets: [base]\n");

        var ended = made.Package(one, other, "refused");

        ended.ExitCode.ShouldBe(2);
        ended.Errors.ShouldContain($"{other}: error KS0001: \"release\" differs from {one}");
        Directory.Exists(Path.Combine(made.Folder, "../refused")).ShouldBeFalse();
    }
}
