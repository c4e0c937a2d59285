using KernelSplit.Modules;
using KernelSplit.Packaging.Deb;
using KernelSplit.Packaging.Rpm;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Acceptance;

/// <summary>Debian's newest generic kernel, split by the usual map and made into Debian packages, once for all tests.</summary>
public sealed class DebKernel : IDisposable
{
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly TempDirectory _folder = new("kernelsplit-");

    public DebKernel()
    {
        var package = (string)((IEnumerable<object[]>)DistributionKernel.GenericPackages()).Last()[0];
        Deb = DistributionKernel.Deb(package);
        Root = Path.Combine(_folder.Path, "kernel");
        Shell.Must("dpkg-deb", "--extract", Deb, Root);
        Tree = ModuleTreeReader.Read([Root]);
        var library = new Library(Shell.Checkout);
        Plan = Solver.Solve(new KernelFacts(Tree), PackageMapReader.Read(library.Find("package-maps/cloud.yaml")!, library));
        var version = Plan.Release.Split('-')[0];
        Identity = new PackageIdentity("kernel-cloud", version, "1", System.Runtime.InteropServices.RuntimeInformation.OSArchitecture switch
        {
            System.Runtime.InteropServices.Architecture.X64 => "x86_64",
            System.Runtime.InteropServices.Architecture.X86 => "i686",
            _ => "aarch64",
        });
        Packages = Build("packages", Root, Plan, Tree);

        // The System.map in Debian's image package is a stub; its headers say what vmlinux exports.
        Shell.Must("dpkg-deb", "--extract", DistributionKernel.Deb($"linux-headers-{Plan.Release}"), Path.Combine(_folder.Path, "headers"));
        Exports = Path.Combine(_folder.Path, "headers/usr/src", $"linux-headers-{Plan.Release}", "Module.symvers");
    }

    /// <summary>Debian's own package, in which all modules are together.</summary>
    internal string Deb { get; }

    internal string Root { get; }

    internal string Exports { get; }

    internal ModuleTree Tree { get; }

    internal Plan Plan { get; }

    internal PackageIdentity Identity { get; }

    internal IReadOnlyList<string> Packages { get; }

    internal DebNames Names => new(Plan, Identity);

    /// <summary>The file of a package of the plan's.</summary>
    internal string File(string package) => FileOf(Names.Of(package));

    /// <summary>The file of its metapackage.</summary>
    internal string Latest(string package) => FileOf(Names.Latest(package));

    /// <summary>The same in a kernel that has a few modules only, and another release.</summary>
    internal IReadOnlyList<string> BuildSmall(string release)
    {
        var few = Plan.Packages.SelectMany(package => Plan.In(package.Name).Take(2)).ToList();
        var root = Path.Combine(_folder.Path, release);
        var listings = Directory.EnumerateFiles(Path.Combine(Root, "lib/modules", Plan.Release)).Select(file => Path.GetFileName(file)!);
        foreach (var path in few.Select(module => module.Path).Concat(listings))
        {
            var copy = Path.Combine(root, "lib/modules", release, path);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            System.IO.File.Copy(Path.Combine(Root, "lib/modules", Plan.Release, path), copy, overwrite: true);
        }

        System.IO.File.WriteAllText(Path.Combine(root, "lib/modules", release, "vmlinuz"), "no real one");
        return Build($"{release}.packages", root, Plan with { Release = release, Placements = few }, new ModuleTree(release, []));
    }

    /// <summary>The packages of a copy of the kernel whose files have other times and modes.</summary>
    internal IReadOnlyList<string> BuildAgain()
    {
        var copy = Path.Combine(_folder.Path, "copy");
        Shell.Must("sh", "-e", "-c", "umask 077; cp --recursive --no-preserve=mode,timestamps \"$1\" \"$2\"", "sh", Root, copy);
        return Build("again", copy, Plan, Tree);
    }

    /// <summary>A folder for a test, which goes with the fixture.</summary>
    internal string Scratch(string name) => Directory.CreateDirectory(Path.Combine(_folder.Path, name)).FullName;

    public void Dispose() => _folder.Dispose();

    private string FileOf(string name) => Packages.Single(deb => Path.GetFileName(deb).StartsWith($"{name}_", StringComparison.Ordinal));

    private IReadOnlyList<string> Build(string folder, string root, Plan plan, ModuleTree tree)
    {
        var templates = new DebTemplates(Path.Combine(Shell.Checkout, "kernel-spec", "deb"));
        var build = new DebBuild(templates, plan, Identity, "Kernel Packagers <kernel@kernelsplit.dev>", Time);
        return build.Run(root, tree, Scratch(folder), _ => { }, CancellationToken.None).GetAwaiter().GetResult();
    }
}
