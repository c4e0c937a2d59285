using System.Collections.Concurrent;
using KernelSplit.Modules;

namespace KernelSplit.Testing.Kernels;

/// <summary>
/// A kernel that tests look at, with all that several of them want to know: each thing is found out when first asked
/// for and kept until the run ends. For reading only.
/// </summary>
internal sealed class KernelUnderTest
{
    private const string Sample = "sample of ";

    private static readonly string[] ModuleParents = ["lib/modules", "usr/lib/modules"];

    private static readonly ConcurrentDictionary<string, KernelUnderTest> Known = new(StringComparer.Ordinal);

    private readonly Lazy<SampleKernel> _sample;
    private readonly Lazy<string> _root;
    private readonly Lazy<ModuleTree> _tree;
    private readonly Lazy<KmodRoot> _kmod;
    private readonly Lazy<string> _symvers;
    private readonly Lazy<SplitKernel> _split;

    private KernelUnderTest(string name)
    {
        Name = name;
        _sample = new(() => UntilExit(new SampleKernel(Of(name[Sample.Length..]))));
        _root = new(() => IsSample
            ? _sample.Value.Root
            : TestCache.Get(
                root => Shell.Must("dpkg-deb", "--extract", Deb, root), "kernels",
                Path.GetFileNameWithoutExtension(Deb)));
        _tree = new(() => ModuleTreeReader.Read([Modules]));
        _kmod = new(() => UntilExit(new KmodRoot(Modules)));
        _symvers = new(FindSymvers);
        _split = new(() => UntilExit(SplitKernel.Of(Input)));
    }

    /// <summary>The package's name, or the directory of an installed kernel's modules.</summary>
    public string Name { get; }

    /// <summary>Whether it is a package of the distribution's, rather than a directory.</summary>
    public bool IsPackage => !Name.StartsWith('/');

    /// <summary>The package's file.</summary>
    public string Deb => IsSample ? _sample.Value.Deb : DistributionKernels.Deb(Name);

    /// <summary>What a user would name: the package's file, or the directory.</summary>
    public string Input => IsPackage ? Deb : Name;

    /// <summary>All that the package installs, below a root of its own.</summary>
    public string Root => _root.Value;

    /// <summary>The directory lib/modules/RELEASE.</summary>
    public string Modules => IsPackage ? ReleaseDirectory(Root) : Name;

    /// <summary>As <c>uname -r</c> prints it.</summary>
    public string Release => Path.GetFileName(Modules);

    /// <summary>Its modules as we read them.</summary>
    public ModuleTree Tree => _tree.Value;

    /// <summary>Its modules as this machine's depmod, modprobe and modinfo see them.</summary>
    public KmodRoot Kmod => _kmod.Value;

    /// <summary>The .config that it was built with.</summary>
    public string Config =>
        First(Path.Combine(Modules, "config"), Path.Combine(Modules, "../../../boot", $"config-{Release}"));

    /// <summary>What its vmlinux exports, for depmod -E.</summary>
    public string Symvers => _symvers.Value;

    /// <summary>What <c>kernelsplit split</c> makes of it by package-maps/cloud.yaml.</summary>
    public SplitKernel Split => _split.Value;

    public static KernelUnderTest Of(string name) => Known.GetOrAdd(name, name => new KernelUnderTest(name));

    /// <summary>The whole kernel of a package, or a <see cref="SampleKernel"/> of it.</summary>
    public static KernelUnderTest ToPackage(string name) => Of(Coverage.IsFull ? name : Sample + name);

    /// <summary>The only lib/modules/RELEASE below a root.</summary>
    public static string ReleaseDirectory(string root) => ModuleParents
        .Select(parent => Path.Combine(root, parent))
        .Where(Directory.Exists)
        .SelectMany(Directory.EnumerateDirectories)
        .Single();

    public override string ToString() => Name;

    private bool IsSample => Name.StartsWith(Sample, StringComparison.Ordinal);

    private static T UntilExit<T>(T made)
        where T : IDisposable
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => made.Dispose();
        return made;
    }

    private string FindSymvers()
    {
        if (IsSample)
            return Of(Name[Sample.Length..]).Symvers;
        if (!IsPackage)
            return First(Path.Combine(Modules, "build/Module.symvers"));
        return TestCache.Get(
            file => Shell.Must(
                "bash",
                "-c",
                "set -o pipefail; dpkg-deb --fsys-tarfile \"$1\" | tar -xO "
                    + "\"./usr/src/linux-headers-$2/Module.symvers\" >\"$3\"",
                "-", DistributionKernels.HeadersDeb(Release), Release, file),
            "kernels",
            $"{Path.GetFileNameWithoutExtension(Deb)}.symvers");
    }

    private string First(params string[] paths)
    {
        var found = paths.FirstOrDefault(File.Exists);
        Assert.SkipWhen(found is null, $"{Name} has no {string.Join(" or ", paths)}");
        return found!;
    }
}
