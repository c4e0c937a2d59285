using System.Text;
using KernelSplit.Diagnostics;

namespace KernelSplit.Modules.Reading;

/// <summary>Collects what the readers find, from any thread and in any order, and makes one tree of it.</summary>
internal sealed class TreeBuilder(string source, int? total, IProgress<ModuleReadProgress>? progress)
{
    private readonly Lock _lock = new();
    private readonly StringPool _pool = new();
    private readonly List<ParsedModule> _modules = [];
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly SortedSet<string> _releases = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private readonly BuiltInFiles _builtIns = new();
    private int _read;

    /// <summary>Reads a file; what is wrong with a module becomes a diagnostic.</summary>
    public void Add(TreeFile file)
    {
        if (file.LinkProblem is { } problem)
        {
            Report(file, Diagnostic.Warning(file.Display, problem));
            return;
        }
        try
        {
            using var content = file.Open();
            if (file.Kind == TreeFileKind.Module)
                Add(ModuleParser.Parse(file, content, _pool));
            else
                AddList(file, content.Span);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            Report(file, Diagnostic.Error(file.Display, e.Message));
        }
    }

    /// <exception cref="InvalidInputException">No module, several releases, or a module twice.</exception>
    public ModuleTree Build()
    {
        ThrowOnReleases();
        ThrowOnDoubles();
        var builtIns = _builtIns.Build().ToList();
        var modules = new DependencyResolver(_modules, builtIns, _diagnostics).Resolve().ToList();
        var diagnostics = _diagnostics
            .OrderBy(diagnostic => diagnostic.File, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Message, StringComparer.Ordinal);
        return new ModuleTree(_releases.Single(), modules, builtIns, [.. diagnostics], source)
        {
            Order = _order,
            BuiltInOrder = _builtIns.Order,
        };
    }

    private void Add(ParsedModule module)
    {
        lock (_lock)
        {
            _modules.Add(module);
            Count(module.File);
        }
    }

    private void AddList(TreeFile file, ReadOnlySpan<byte> content)
    {
        lock (_lock)
        {
            _releases.Add(file.Tree.Release);
            switch (file.Kind)
            {
                case TreeFileKind.BuiltInList:
                    _builtIns.AddList(content);
                    break;
                case TreeFileKind.BuiltInInfo:
                    _builtIns.AddInfo(content, _pool);
                    break;
                default:
                    _order.AddRange(Encoding.UTF8.GetString(content).Split('\n', StringSplitOptions.RemoveEmptyEntries));
                    break;
            }
        }
    }

    private void Report(TreeFile file, Diagnostic diagnostic)
    {
        lock (_lock)
        {
            _diagnostics.Add(diagnostic);
            Count(file);
        }
    }

    private void Count(TreeFile file)
    {
        _releases.Add(file.Tree.Release);
        if (file.Kind != TreeFileKind.Module)
            return;
        _read++;
        progress?.Report(new ModuleReadProgress(_read, total));
    }

    private void ThrowOnReleases()
    {
        if (_releases.Count > 1)
        {
            throw new InvalidInputException(
                source, $"more than one kernel: {string.Join(", ", _releases)}", "Name the directory of one of them");
        }
        if (_read == 0)
        {
            throw new InvalidInputException(
                source,
                "no kernel modules here",
                "They are looked for in lib/modules/RELEASE and usr/lib/modules/RELEASE");
        }
    }

    private void ThrowOnDoubles()
    {
        var doubles = _modules
            .OrderBy(parsed => parsed.File.Display, StringComparer.Ordinal)
            .GroupBy(parsed => parsed.Module.Name, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => DescribeDouble(group.Key, [.. group.Select(parsed => parsed.File.Display)]))
            .ToList();
        if (doubles.Count > 0)
            throw new InvalidInputException(doubles);
    }

    private static Diagnostic DescribeDouble(string name, string[] files) => Diagnostic.Error(
        files[0], $"module {name} is also in {string.Join(" and in ", files.Skip(1))}", "Keep one of the files");
}
