namespace KernelSplit.Makefiles.Sources;

/// <summary>
/// The files that a build compiles, with the objects they end up in: those listed in Makefiles, and those that kbuild
/// compiles without listing them as objects, such as the kernel image's decompressor.
/// </summary>
internal sealed class CompiledFiles
{
    private readonly BuiltObjects _objects;
    private readonly Dictionary<string, List<ModuleRule>> _products = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _includeDirectories = new(StringComparer.Ordinal);
    private readonly HashSet<string> _image = new(StringComparer.Ordinal);

    public CompiledFiles(
        SourceLayout layout,
        BuiltObjects objects,
        CompilerFlags flags,
        SourceIndex index,
        Func<BuildCondition, bool> holds)
    {
        _objects = objects;
        var directories = objects.Rules.Select(BuiltObjects.DirectoryOf).Distinct(StringComparer.Ordinal).ToList();
        Parallel.ForEach(directories, directory => flags.Of(directory));
        foreach (var rule in objects.Rules)
        {
            var directory = flags.Of(BuiltObjects.DirectoryOf(rule));
            foreach (var source in objects.PartsOf(rule).SelectMany(part => SourcesOf(part, index)))
            {
                Add(source, directory.Includes);
                Product(source).Add(rule);
                // Included before each source of the directory.
                foreach (var header in directory.Forced)
                    Product(header).Add(rule);
            }
        }

        var forced = directories.SelectMany(directory => flags.Of(directory).Forced).ToHashSet(StringComparer.Ordinal);
        var apart = directories.SelectMany(directory => flags.Of(directory).Subdirectories)
            .Where(sub => holds(sub.When)).Select(sub => sub.Directory).ToHashSet(StringComparer.Ordinal);
        foreach (var file in index.Files.Where(file => layout.IsArchitectureSource(file)
            || SourceLayout.IsSource(file) && apart.Contains(SourceLayout.DirectoryOf(file))
                && layout.IsNamedByMakefile(file)))
        {
            if (objects.IsListed(file))
                continue;
            var directory = flags.Of(SourceLayout.DirectoryOf(file));
            Add(file, directory.Includes);
            _image.Add(file);
            _image.UnionWith(directory.Forced);
            forced.UnionWith(directory.Forced);
        }

        Forced = [.. forced];
        var lists = _includeDirectories.Values.Distinct();
        AnyDirectory = [.. lists.SelectMany(list => list).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The files, each with the include directories of its compiler run besides those of every run.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> IncludeDirectories => _includeDirectories;

    /// <summary>The include directories of any run.</summary>
    public IReadOnlyList<string> AnyDirectory { get; }

    /// <summary>The headers that directories' Makefiles include first.</summary>
    public IReadOnlyList<string> Forced { get; }

    /// <summary>What is built from any of the files.</summary>
    public Built Of(IReadOnlyCollection<string> files)
    {
        var rules = files.SelectMany(file => _products.GetValueOrDefault(file) ?? []).DistinctBy(rule => rule.Path);
        var built = _objects.Of(rules);
        return files.Any(_image.Contains) ? built with { Image = true } : built;
    }

    private void Add(string file, IReadOnlyList<string> directories)
    {
        var isMore = _includeDirectories.TryGetValue(file, out var others) && !others.SequenceEqual(directories);
        _includeDirectories[file] = isMore ? [.. others!.Union(directories)] : directories;
    }

    private List<ModuleRule> Product(string file) =>
        _products.TryGetValue(file, out var rules) ? rules : _products[file] = [];

    /// <summary>The file that a part is compiled from, or else the files that the build may generate it from.</summary>
    private static IEnumerable<string> SourcesOf(ModulePart part, SourceIndex index) => part.Source is { } source
        ? [source]
        : index.OfStem(Path.GetFileName(part.Path)).Where(file => file[..^Path.GetExtension(file).Length] == part.Path);
}
