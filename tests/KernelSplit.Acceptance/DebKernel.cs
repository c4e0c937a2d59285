using System.Globalization;
using KernelSplit.Modules;
using KernelSplit.Packaging.Deb;
using KernelSplit.Packaging.Rpm;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Acceptance;

/// <summary>
/// Debian's newest generic kernel, split by the usual map and made into Debian packages, once for all tests.
/// </summary>
public sealed class DebKernel : IDisposable
{
    private const string Maintainer = "Kernel Packagers <kernel@kernelsplit.dev>";

    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly TempDirectory _folder = new("kernelsplit-");

    public DebKernel()
    {
        var kernel = KernelUnderTest.ToPackage(DistributionKernels.Generic[^1]);
        (Deb, Root, Exports) = (kernel.Deb, kernel.Root, kernel.Symvers);
        Packages = Package(Deb, "first");
        Plan = PlanFile.Read(Path.Combine(_folder.Path, "first", "plan.json"));
        Identity = RpmNaming.Of(Plan.Release, ModuleTreeReader.Read([Deb]).Architecture, "kernel-cloud", "1");
    }

    /// <summary>Debian's own package, in which all modules are together.</summary>
    internal string Deb { get; }

    internal string Root { get; }

    internal string Exports { get; }

    internal Plan Plan { get; }

    internal PackageIdentity Identity { get; }

    internal IReadOnlyList<string> Packages { get; }

    internal DebNames Names => new(Plan, Identity);

    /// <summary>The file of a package of the plan's.</summary>
    internal string File(string package) => FileOf(Names.Of(package));

    /// <summary>The file of its metapackage.</summary>
    internal string Latest(string package) => FileOf(Names.Latest(package));

    /// <summary>The packages of a kernel that has a few modules only, and another release.</summary>
    internal IReadOnlyList<string> BuildSmall(string release, params IReadOnlyList<Plan> earlier)
    {
        var output = Scratch($"{release}.packages");
        if (Directory.EnumerateFiles(output).Any())
            return [.. Directory.EnumerateFiles(output)];
        var few = Plan.Packages.SelectMany(package => Plan.In(package.Name).Take(2)).ToList();
        var root = Path.Combine(_folder.Path, release);
        var listings = Directory.EnumerateFiles(Path.Combine(Root, "lib/modules", Plan.Release)).Select(file =>
            Path.GetFileName(file)!);
        foreach (var path in few.Select(module => module.Path).Concat(listings))
        {
            var copy = Path.Combine(root, "lib/modules", release, path);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            System.IO.File.Copy(Path.Combine(Root, "lib/modules", Plan.Release, path), copy);
        }

        System.IO.File.WriteAllText(Path.Combine(root, "lib/modules", release, "vmlinuz"), "no real one");
        var plan = Plan with { Release = release, Placements = few };
        var templates = new DebTemplates(Path.Combine(Shell.Checkout, "kernel-spec", "deb"));
        var names = new DebNames(plan, Identity with { Version = release.Split('-')[0] });
        return new DebBuild(templates, plan, names, Maintainer, Time, earlier)
            .Run(root, inUsr: false, new ModuleTree(release, []), output, _ => { }, CancellationToken.None).GetAwaiter()
                .GetResult();
    }

    /// <summary>A package of the name that Debian's signed kernel has, with two of our packages' files.</summary>
    internal string DistributionsImage()
    {
        var root = Scratch("distributions");
        foreach (var path in new[] { $"boot/vmlinuz-{Plan.Release}", InRoot("shared") })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, path))!);
            System.IO.File.WriteAllText(Path.Combine(root, path), "the distribution's");
        }

        Directory.CreateDirectory(Path.Combine(root, "DEBIAN"));
        System.IO.File.WriteAllText(Path.Combine(root, "DEBIAN/control"), $"""
            Package: linux-image-{Plan.Release}
            Version: 0.1
            Architecture: {Names.Architecture}
            Maintainer: {Maintainer}
            Description: the distribution's

            """);
        Shell.Must("dpkg-deb", "--root-owner-group", "-Znone", "--build", root, $"{root}.deb");
        return $"{root}.deb";

        string InRoot(string package) => $"lib/modules/{Plan.Release}/{Plan.In(package).First().Path}";
    }

    /// <summary>The packages of a folder with the same kernel, whose files have other times and modes.</summary>
    internal IReadOnlyList<string> PackageAgain()
    {
        var copy = Path.Combine(_folder.Path, "copy");
        Shell.Must(
            "sh", "-e", "-c", "umask 077; cp --recursive --no-preserve=mode,timestamps \"$1\" \"$2\"", "sh", Root,
            copy);
        return Package(copy, "again");
    }

    /// <summary>A folder for a test, which goes with the fixture.</summary>
    internal string Scratch(string name) => Directory.CreateDirectory(Path.Combine(_folder.Path, name)).FullName;

    public void Dispose() => _folder.Dispose();

    private string FileOf(string name) =>
        Packages.Single(deb => Path.GetFileName(deb).StartsWith($"{name}_", StringComparison.Ordinal));

    private IReadOnlyList<string> Package(string kernel, string output)
    {
        var (name, email) = (Maintainer.Split(" <")[0], Maintainer.Split(" <")[1].TrimEnd('>'));
        var ended = Shell.Run(
            Shell.Program,
            ["package", kernel, "--format", "deb", "--release", "1", "-o", output], _folder.Path,
            new Dictionary<string, string>
            {
                ["DEBFULLNAME"] = name,
                ["DEBEMAIL"] = email,
                ["SOURCE_DATE_EPOCH"] = Time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            });
        ended.ExitCode.ShouldBe(0, ended.Errors);
        return [.. Directory.EnumerateFiles(Path.Combine(_folder.Path, output, "deb")).Order(StringComparer.Ordinal)];
    }
}
