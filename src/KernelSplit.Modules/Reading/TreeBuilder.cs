using System.Text;
using KernelSplit.Foundation;
using KernelSplit.Modules.Compression;

namespace KernelSplit.Modules.Reading;

/// <summary>Collects files from any thread in any order and builds the tree.</summary>
internal sealed class TreeBuilder(TreeInput input, IProgress<ModuleReadProgress>? progress)
{
    private readonly Lock _lock = new();
    private readonly List<ReadFile> _files = [];
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly SortedSet<string> _releases = new(StringComparer.Ordinal);
    private int _read;
    private bool _wasUnpacked;
    private bool _hasBrokenMember;

    /// <summary>
    /// Whether the cache would save decompression next time: reading uncompressed files is as fast. An archive with a
    /// broken member isn't cached, as its error would not be reported again.
    /// </summary>
    public bool IsWorthKeeping => _wasUnpacked && !_hasBrokenMember;

    public IEnumerable<ReadFile> Files => _files;

    /// <summary>Reads a file; errors become diagnostics.</summary>
    /// <param name="file">A file that has not been read yet.</param>
    /// <param name="parser">The calling thread's parser.</param>
    public void Add(TreeFile file, ModuleParser parser)
    {
        try
        {
            if (file.Problem is { } problem)
                throw new InvalidDataException(problem);
            if (file.Size > InflationLimit.LargestModule)
                throw new InvalidDataException($"larger than {InflationLimit.LargestModule} bytes");
            Add(file.Kind == TreeFileKind.Module ? ReadModule(file, parser) : ReadList(file, parser));
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            Report(file, Diagnostic.Error(DiagnosticKind.Module, file.Display, e.Message));
        }
    }

    /// <exception cref="InvalidInputException">
    /// There is no module, more than one release, or a duplicate module.
    /// </exception>
    public ModuleTree Build()
    {
        ThrowOnReleases();
        var modules = SearchOrder.Choose([.. _files.Select(file => file.Module).OfType<ParsedModule>()], _diagnostics);
        var builtInFiles = new BuiltInFiles(_files);
        var builtIns = builtInFiles.Build().ToList();
        string[] order =
        [
            .. _files.Where(file => file.File.Kind == TreeFileKind.Order).SelectMany(Lines),
            .. _files.Where(file =>
                file.File.Kind == TreeFileKind.BuildOrder).SelectMany(Lines).Select(ModulePath.InstalledPathOf),
        ];
        var resolved = new DependencyResolver(modules, builtIns, order, _diagnostics).Resolve();
        var diagnostics = _diagnostics
            .OrderBy(diagnostic => diagnostic.File, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Message, StringComparer.Ordinal);
        return new ModuleTree(_releases.Single(), resolved, builtIns, [.. diagnostics], input.Display)
        {
            BuiltInOrder = builtInFiles.Order,
            Order = order,
        };
    }

    private ReadFile ReadModule(TreeFile file, ModuleParser parser)
    {
        if (input.Cache.Find(file) is { } known)
            return new ReadFile(file, known.ToModule(file), Content: null, IsCached: true);
        using var content = file.Open(parser.Scratch);
        return new ReadFile(file, parser.Parse(file, content), Content: null);
    }

    private static ReadFile ReadList(TreeFile file, ModuleParser parser)
    {
        using var content = file.Open(parser.Scratch);
        return new ReadFile(file, Module: null, content.Whole().ToArray());
    }

    private static string[] Lines(ReadFile file) =>
        Encoding.UTF8.GetString(file.Content!).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private void Add(ReadFile file)
    {
        lock (_lock)
        {
            _files.Add(file);
            var isCompressed = file.Module is { Module: var module } && module.InstalledSize != module.UncompressedSize;
            _wasUnpacked |= file.File is MemberFile || (isCompressed && !file.IsCached);
            Count(file.File);
        }
    }

    private void Report(TreeFile file, Diagnostic diagnostic)
    {
        lock (_lock)
        {
            _diagnostics.Add(diagnostic);
            _hasBrokenMember |= file is MemberFile;
            Count(file);
        }
    }

    private void Count(TreeFile file)
    {
        _releases.Add(file.Tree.Release);
        if (file.Kind != TreeFileKind.Module)
            return;
        _read++;
        progress?.Report(new ModuleReadProgress(_read, input.Total()));
    }

    private void ThrowOnReleases()
    {
        if (_releases.Count > 1)
        {
            throw new InvalidInputException(
                input.Display,
                $"more than one kernel: {string.Join(", ", _releases)}",
                "Give the directory of one of them");
        }
        if (_read == 0)
        {
            throw new InvalidInputException(
                input.Display,
                "no kernel modules found",
                "Modules are expected in lib/modules/RELEASE or usr/lib/modules/RELEASE");
        }
    }
}
