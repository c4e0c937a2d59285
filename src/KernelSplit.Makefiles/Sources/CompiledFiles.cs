namespace KernelSplit.Makefiles.Sources;

/// <summary>
/// The files that a build compiles, with what becomes of them: those that Makefiles list, and those that kbuild compiles
/// without listing them as objects, such as what unpacks the kernel image.
/// </summary>
internal sealed class CompiledFiles
{
    private readonly BuiltObjects _objects;
    private readonly Dictionary<string, List<ModuleRule>> _products = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _includeFolders = new(StringComparer.Ordinal);
    private readonly HashSet<string> _image = new(StringComparer.Ordinal);

    public CompiledFiles(SourceLayout layout, BuiltObjects objects, CompilerFlags flags, SourceIndex index, Func<Condition, bool> holds)
    {
        _objects = objects;
        var folders = objects.Rules.Select(BuiltObjects.FolderOf).Distinct(StringComparer.Ordinal).ToList();
        Parallel.ForEach(folders, folder => flags.Of(folder));
        foreach (var rule in objects.Rules)
        {
            var folder = flags.Of(BuiltObjects.FolderOf(rule));
            foreach (var source in objects.PartsOf(rule).SelectMany(part => SourcesOf(part, index)))
            {
                Add(source, folder.Includes);
                Product(source).Add(rule);
                // Read before each source of the folder.
                foreach (var header in folder.Forced)
                    Product(header).Add(rule);
            }
        }

        var forced = folders.SelectMany(folder => flags.Of(folder).Forced).ToHashSet(StringComparer.Ordinal);
        var apart = folders.SelectMany(folder => flags.Of(folder).Subfolders).Where(sub => holds(sub.When)).Select(sub => sub.Folder).ToHashSet(StringComparer.Ordinal);
        foreach (var file in index.Files.Where(file => layout.IsArchitectureSource(file)
            || SourceLayout.IsSource(file) && apart.Contains(SourceLayout.FolderOf(file)) && layout.IsNamedByMakefile(file)))
        {
            if (objects.IsListed(file))
                continue;
            var folder = flags.Of(SourceLayout.FolderOf(file));
            Add(file, folder.Includes);
            _image.Add(file);
            _image.UnionWith(folder.Forced);
            forced.UnionWith(folder.Forced);
        }

        Forced = [.. forced];
        AnyFolder = [.. _includeFolders.Values.Distinct().SelectMany(list => list).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The files, each with the folders that its compiler run looks into besides those of every run.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> IncludeFolders => _includeFolders;

    /// <summary>The folders that some run looks into.</summary>
    public IReadOnlyList<string> AnyFolder { get; }

    /// <summary>The headers that runs read first because a folder's Makefile says so.</summary>
    public IReadOnlyList<string> Forced { get; }

    /// <summary>What becomes of files, taken together.</summary>
    public Built Of(IReadOnlyCollection<string> files)
    {
        var rules = files.SelectMany(file => _products.GetValueOrDefault(file) ?? []).DistinctBy(rule => rule.Path);
        var built = _objects.Of(rules);
        return files.Any(_image.Contains) ? built with { Image = true } : built;
    }

    private void Add(string file, IReadOnlyList<string> folders) =>
        _includeFolders[file] = _includeFolders.TryGetValue(file, out var others) && !others.SequenceEqual(folders) ? [.. others.Union(folders)] : folders;

    private List<ModuleRule> Product(string file) =>
        _products.TryGetValue(file, out var rules) ? rules : _products[file] = [];

    /// <summary>The file that a part is compiled from, else what the build may make that file from.</summary>
    private static IEnumerable<string> SourcesOf(ModulePart part, SourceIndex index) => part.Source is { } source
        ? [source]
        : index.OfStem(Path.GetFileName(part.Path)).Where(file => file[..^Path.GetExtension(file).Length] == part.Path);
}
