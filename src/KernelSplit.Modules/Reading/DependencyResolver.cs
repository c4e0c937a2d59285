using KernelSplit.Foundation;

namespace KernelSplit.Modules.Reading;

/// <summary>
/// Finds each module's direct dependencies by the exporters of its imports, as depmod does; from depends= if its
/// symbols were stripped.
/// </summary>
internal sealed class DependencyResolver
{
    private readonly Lock _lock = new();
    private readonly List<ParsedModule> _modules;
    private readonly HashSet<string> _names;
    private readonly HashSet<string> _builtIns;
    private readonly Dictionary<string, ParsedModule> _exporters;
    private readonly Dictionary<string, List<ParsedModule>> _duplicates = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> _diagnostics;

    public DependencyResolver(
        List<ParsedModule> modules, List<BuiltInModule> builtIns, string[] order, List<Diagnostic> diagnostics)
    {
        _modules = modules;
        _names = new HashSet<string>(modules.Count, StringComparer.Ordinal);
        _builtIns = new HashSet<string>(builtIns.Count, StringComparer.Ordinal);
        _exporters = new Dictionary<string, ParsedModule>(4 * modules.Count, StringComparer.Ordinal);
        _diagnostics = diagnostics;
        foreach (var builtIn in builtIns)
            _builtIns.Add(builtIn.Name);
        foreach (var parsed in modules)
        {
            _names.Add(parsed.Module.Name);
            foreach (var symbol in parsed.Module.Exports)
                AddExporter(symbol.Name, parsed);
        }
        if (_duplicates.Count > 0)
            ChooseExporters(order);
    }

    public KernelModule[] Resolve()
    {
        var resolved = new KernelModule[_modules.Count];
        Workers.Run(resolved.Length, i =>
        {
            var parsed = _modules[i];
            WarnOfMissing(parsed);
            var found = parsed.HasSymbolTable ? ResolveSymbols(parsed) : ResolveNames(parsed);
            resolved[i] = parsed.Module with { Dependencies = found };
        });
        return resolved;
    }

    private void AddExporter(string symbol, ParsedModule parsed)
    {
        if (_exporters.TryAdd(symbol, parsed))
            return;
        if (!_duplicates.TryGetValue(symbol, out var exporters))
            _duplicates.Add(symbol, exporters = [_exporters[symbol]]);
        exporters.Add(parsed);
    }

    /// <summary>depmod takes the last exporter.</summary>
    private void ChooseExporters(string[] order)
    {
        var modules = LoadOrder.Of(_modules.Select(parsed => parsed.Module), order);
        foreach (var (symbol, exporters) in _duplicates)
            _exporters[symbol] = exporters.MaxBy(Position)!;

        int Position(ParsedModule parsed) =>
            Array.FindIndex(modules, module => ReferenceEquals(module, parsed.Module));
    }

    private List<string> ResolveSymbols(ParsedModule parsed)
    {
        var found = new List<string>();
        // As an array: through the interface, each element would take two calls.
        foreach (var symbol in (ImportedSymbol[])parsed.Module.Imports)
        {
            if (!_exporters.TryGetValue(symbol.ExportName, out var exporter))
                continue;
            if (_duplicates.Count > 0)
                WarnOfDuplicates(parsed, symbol.ExportName, exporter);
            if (!ReferenceEquals(exporter, parsed) && !found.Contains(exporter.Module.Name))
                found.Add(exporter.Module.Name);
        }
        found.Sort(string.CompareOrdinal);
        return found;
    }

    private List<string> ResolveNames(ParsedModule parsed)
    {
        Warn(DiagnosticKind.Module, parsed, "no symbol table: its dependencies are taken from depends=");
        return [.. Declared(parsed).Where(_names.Contains).Distinct().Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Declared(ParsedModule parsed) =>
        parsed.Module.ModInfo.Depends.Select(ModulePath.NormalizeName);

    private void WarnOfMissing(ParsedModule parsed)
    {
        foreach (var name in Declared(parsed))
        {
            if (!_names.Contains(name) && !_builtIns.Contains(name))
                Warn(
                    DiagnosticKind.Dependency, parsed, $"depends on {name}, which is missing",
                    "Check that the input is the complete kernel");
        }
    }

    private void WarnOfDuplicates(ParsedModule user, string symbol, ParsedModule exporter)
    {
        if (!_duplicates.TryGetValue(symbol, out var exporters))
            return;
        var paths = exporters.Select(parsed => parsed.Module.Path).Order(StringComparer.Ordinal);
        Warn(
            DiagnosticKind.Module,
            user,
            $"imports {symbol}, which {string.Join(" and ", paths)} export; "
            + $"like depmod, using {exporter.Module.Path} as its dependency");
    }

    private void Warn(DiagnosticKind kind, ParsedModule parsed, string message, string? hint = null)
    {
        lock (_lock)
            _diagnostics.Add(Diagnostic.Warning(kind, parsed.File.Display, message, hint));
    }
}
