using KernelSplit.Foundation;

namespace KernelSplit.Splitting.Targets;

/// <summary>
/// Directories with fragments/, package-maps/ and kernel-spec/. A file in an earlier one hides that of a later one.
/// </summary>
public sealed class DataDirectories(params string[] roots)
{
    private static readonly string[] Parts = ["fragments", "kernel-spec", "package-maps"];

    /// <summary>
    /// The data installed with kernelsplit, after the user's own in <c>$XDG_DATA_HOME/kernelsplit</c> (XDG base
    /// directory specification). The former is in a checkout around the program, or in share/kernelsplit beside it or
    /// above, else in /usr/share/kernelsplit: without /proc a native program doesn't know where it is.
    /// </summary>
    public static DataDirectories Installed()
    {
        string[] installed =
        [
            .. Above(AppContext.BaseDirectory)
                .SelectMany(directory => new[] { directory, Path.Combine(directory, "share", "kernelsplit") })
                .Append("/usr/share/kernelsplit")
                .Where(directory => Directory.Exists(Path.Combine(directory, "package-maps")))
                .Take(1),
        ];
        return new DataDirectories(OfThisUser() is { } own && Directory.Exists(own) ? [own, .. installed] : installed);
    }

    /// <summary>An empty or relative XDG_DATA_HOME counts as none, as the specification says.</summary>
    private static string? OfThisUser()
    {
        var data = Environment.GetEnvironmentVariable("XDG_DATA_HOME");
        if (!Path.IsPathRooted(data))
            data = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share");
        return Path.IsPathRooted(data) ? Path.Combine(data, "kernelsplit") : null;
    }

    private static IEnumerable<string> Above(string directory)
    {
        for (var at = new DirectoryInfo(directory); at is not null; at = at.Parent)
            yield return at.FullName;
    }

    /// <summary>The directories, the one that takes precedence first.</summary>
    public IReadOnlyList<string> Roots => roots;

    /// <summary>The same, after the user's own in the current directory.</summary>
    public static DataDirectories Here() => Installed().Beside(Environment.CurrentDirectory);

    public DataDirectories Beside(string directory) => new([directory, .. roots]);

    /// <summary>The names of all targets, sorted; a directory without such a name is none.</summary>
    public IEnumerable<string> TargetNames => roots
        .Select(root => Path.Combine(root, "fragments"))
        .Where(Directory.Exists)
        .SelectMany(Directory.EnumerateDirectories)
        .Where(directory => File.Exists(Path.Combine(directory, TargetReader.FileName)))
        .Select(directory => Path.GetFileName(directory)!)
        .Where(PackageName.IsValid)
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);

    /// <summary>The names of all maps in package-maps/, sorted.</summary>
    public IEnumerable<string> MapNames => roots
        .Select(root => Path.Combine(root, "package-maps"))
        .Where(Directory.Exists)
        .SelectMany(directory => Directory.EnumerateFiles(directory, "*.yaml"))
        .Select(file => Path.GetFileNameWithoutExtension(file)!)
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);

    /// <summary>The full path of a file, or null when no root has it.</summary>
    public string? Find(string relativePath) =>
        roots.Select(root => Path.GetFullPath(relativePath, Path.GetFullPath(root))).FirstOrDefault(File.Exists);

    /// <summary>Targets by name, after those that they include, each once.</summary>
    /// <exception cref="InvalidInputException">There is no such target, or a mistake in its file.</exception>
    public IReadOnlyList<Target> ReadTargets(IEnumerable<string> names) =>
    [
        .. names.SelectMany(name => FindTarget(name) is not null
            ? TargetReader.Read(name, this)
            : throw new InvalidInputException(
                $"fragments/{name}", "no such target",
                Nearest.Hint(name, [.. TargetNames]))).DistinctBy(target => target.Name),
    ];

    /// <summary>Copies all of it into one directory.</summary>
    public void CopyTo(string directory)
    {
        foreach (var root in roots.Reverse())
        {
            foreach (var part in Parts.Select(part => Path.Combine(root, part)).Where(Directory.Exists))
            {
                foreach (var file in Directory.EnumerateFiles(part, "*", SearchOption.AllDirectories))
                {
                    var copy = Path.Combine(directory, Path.GetRelativePath(root, file));
                    Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                    File.Copy(file, copy, overwrite: true);
                }
            }
        }
    }

    /// <summary>
    /// Every target's fragments, of all architectures, with the name used in messages:
    /// <c>fragments/kvm/common.config</c>.
    /// </summary>
    public IEnumerable<(string Path, string Name)> Fragments => TargetNames
        .Select(name => Path.GetDirectoryName(FindTarget(name)!)!)
        .SelectMany(directory => Directory.EnumerateFiles(directory, "*.config").Order(StringComparer.Ordinal))
        .Select(path => (path, string.Join('/', path.Split('/')[^3..])));

    public string? FindTarget(string name) =>
        PackageName.IsValid(name) ? Find(Path.Combine("fragments", name, TargetReader.FileName)) : null;
}
