using KernelSplit.Foundation;
using KernelSplit.Modules.Depmod;

namespace KernelSplit.Modules.Reading;

/// <summary>
/// Finds each module's direct dependencies by who exports what it imports, as depmod does; by its own word
/// (depends=) where its symbols were stripped.
/// </summary>
internal sealed class DependencyResolver
{
    private readonly Lock _lock = new();
    private readonly List<ParsedModule> _modules;
    private readonly HashSet<string> _names;
    private readonly HashSet<string> _builtIns;
    private readonly Dictionary<string, ParsedModule> _exporters;
    private readonly Dictionary<string, List<ParsedModule>> _rivals = new(StringComparer.Ordinal);
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
        if (_rivals.Count > 0)
            ChooseAmongRivals(order);
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
        if (!_rivals.TryGetValue(symbol, out var rivals))
            _rivals.Add(symbol, rivals = [_exporters[symbol]]);
        rivals.Add(parsed);
    }

    /// <summary>depmod's choice is whom it comes to last.</summary>
    private void ChooseAmongRivals(string[] order)
    {
        var modules = ModuleOrder.Of(_modules.Select(parsed => parsed.Module), order);
        foreach (var (symbol, rivals) in _rivals)
            _exporters[symbol] = rivals.MaxBy(rival => Array.FindIndex(modules, module => ReferenceEquals(module, rival.Module)))!;
    }

    private List<string> ResolveSymbols(ParsedModule parsed)
    {
        var found = new List<string>();
        // As an array: by its interface, every element would cost two calls.
        foreach (var symbol in (ImportedSymbol[])parsed.Module.Imports)
        {
            if (!_exporters.TryGetValue(symbol.Name, out var exporter))
                continue;
            if (_rivals.Count > 0)
                WarnOfRivals(parsed, symbol.Name, exporter);
            if (!ReferenceEquals(exporter, parsed) && !found.Contains(exporter.Module.Name))
                found.Add(exporter.Module.Name);
        }
        found.Sort(string.CompareOrdinal);
        return found;
    }

    private List<string> ResolveNames(ParsedModule parsed)
    {
        Warn(parsed, "no symbol table: its dependencies are what its depends= says");
        return [.. Claimed(parsed).Where(_names.Contains).Distinct().Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Claimed(ParsedModule parsed) =>
        parsed.Module.ModInfo.Depends.Select(ModulePath.NormalizeName);

    private void WarnOfMissing(ParsedModule parsed)
    {
        foreach (var name in Claimed(parsed))
        {
            if (!_names.Contains(name) && !_builtIns.Contains(name))
                Warn(parsed, $"depends on {name}, which is not here", "Is this the whole kernel?");
        }
    }

    private void WarnOfRivals(ParsedModule user, string symbol, ParsedModule exporter)
    {
        if (!_rivals.TryGetValue(symbol, out var rivals))
            return;
        var paths = string.Join(" and ", rivals.Select(rival => rival.Module.Path).Order(StringComparer.Ordinal));
        Warn(user, $"imports {symbol}, which {paths} export; {exporter.Module.Path} is taken as its dependency, as depmod does");
    }

    private void Warn(ParsedModule parsed, string message, string? hint = null)
    {
        lock (_lock)
            _diagnostics.Add(Diagnostic.Warning(parsed.File.Display, message, hint));
    }
}
