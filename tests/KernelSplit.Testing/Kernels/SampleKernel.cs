namespace KernelSplit.Testing.Kernels;

/// <summary>
/// A package of a distribution's kernel with all modules of core and some of each other package, drawn by
/// <see cref="Coverage"/>, with what they need: what packages are made of it takes a tenth of the time.
/// </summary>
internal sealed class SampleKernel : IDisposable
{
    private const int ModulesOfAPackage = 12;

    // Tests ask for these by name; ixgbe keeps what it shares with igb where it is.
    private static readonly string[] Wanted = ["amdgpu", "igb", "igbvf", "ixgbe", "nouveau", "qede"];

    private readonly TempDirectory _directory = new("kernelsplit-sample-");

    public SampleKernel(KernelUnderTest whole)
    {
        Root = Path.Combine(_directory.Path, "root");
        Deb = Path.Combine(_directory.Path, Path.GetFileName(whole.Deb));
        var left = _directory.Write("files", string.Join('\n', FilesOf(whole)) + "\n");
        Shell.Must(
            "sh", "-e", "-c",
            "mkdir \"$2\"; cd \"$1\"; cpio --pass-through --make-directories --preserve-modification-time --quiet "
                + "\"$2\" <\"$3\"",
            "sh", whole.Root, Root, left);
        Shell.Must("dpkg-deb", "--control", whole.Deb, Path.Combine(Root, "DEBIAN"));
        File.Delete(Path.Combine(Root, "DEBIAN/md5sums"));
        Shell.Must("dpkg-deb", "--root-owner-group", "-Znone", "--build", Root, Deb);
        Directory.Delete(Path.Combine(Root, "DEBIAN"), recursive: true);
    }

    /// <summary>The package's file; its name is the distribution's.</summary>
    public string Deb { get; }

    /// <summary>What it installs.</summary>
    public string Root { get; }

    public void Dispose() => _directory.Dispose();

    private static IEnumerable<string> FilesOf(KernelUnderTest whole)
    {
        var paths = whole.Tree.Modules.ToDictionary(
            module => module.Name,
            module => Path.GetRelativePath(whole.Root, Path.Combine(whole.Modules, module.Path)));
        var chosen = Chosen(whole);
        var dropped = paths.Where(pair => !chosen.Contains(pair.Key)).Select(pair =>
            pair.Value).ToHashSet(StringComparer.Ordinal);
        return Directory.EnumerateFiles(whole.Root, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(whole.Root, file))
            .Where(file => !dropped.Contains(file))
            .Order(StringComparer.Ordinal);
    }

    private static HashSet<string> Chosen(KernelUnderTest whole)
    {
        var drawn = whole.Split.Modules.Keys.Order(StringComparer.Ordinal).GroupBy(whole.Split.PackageOf)
            .SelectMany(package =>
                package.Key == "core" ? [.. package] : Coverage.Sample([.. package], ModulesOfAPackage, "modules of "
                    + $"{package.Key}"));
        var chosen = drawn.Concat(Wanted.Where(whole.Split.Modules.ContainsKey)).ToHashSet(StringComparer.Ordinal);
        foreach (var name in chosen.ToList())
            chosen.UnionWith(whole.Kmod.Dependencies[name]);
        return chosen;
    }
}
