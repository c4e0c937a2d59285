using KernelSplit.Diagnostics;

namespace KernelSplit.Modules.Reading;

/// <summary>
/// Finds each module's direct dependencies by who exports what it imports, as depmod does; by its own word
/// (depends=) where its symbols were stripped.
/// </summary>
internal sealed class DependencyResolver
{
    private readonly List<ParsedModule> _modules;
    private readonly HashSet<string> _names;
    private readonly Dictionary<string, ParsedModule> _exporters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ParsedModule>> _rivals = new(StringComparer.Ordinal);
    private readonly HashSet<string> _builtIns;
    private readonly List<Diagnostic> _diagnostics;

    public DependencyResolver(
        List<ParsedModule> modules, IEnumerable<BuiltInModule> builtIns, List<Diagnostic> diagnostics)
    {
        _modules = modules;
        _names = _modules.Select(parsed => parsed.Module.Name).ToHashSet(StringComparer.Ordinal);
        _builtIns = builtIns.Select(builtIn => builtIn.Name).ToHashSet(StringComparer.Ordinal);
        _diagnostics = diagnostics;
        foreach (var parsed in _modules)
        {
            foreach (var symbol in parsed.Module.Exports)
                AddExporter(symbol.Name, parsed);
        }
    }

    public List<KernelModule> Resolve()
    {
        var resolved = new List<KernelModule>(_modules.Count);
        foreach (var parsed in _modules)
        {
            WarnOfMissing(parsed);
            var found = parsed.HasSymbolTable ? ResolveSymbols(parsed) : ResolveNames(parsed);
            resolved.Add(parsed.Module with { Dependencies = found });
        }
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

    private List<string> ResolveSymbols(ParsedModule parsed)
    {
        var found = new List<string>();
        foreach (var symbol in parsed.Module.Imports)
        {
            if (!_exporters.TryGetValue(symbol.Name, out var exporter))
                continue;
            if (_rivals.Remove(symbol.Name, out var rivals))
                WarnOfRivals(parsed, symbol.Name, rivals);
            if (exporter != parsed && !found.Contains(exporter.Module.Name))
                found.Add(exporter.Module.Name);
        }
        found.Sort(StringComparer.Ordinal);
        return found;
    }

    private List<string> ResolveNames(ParsedModule parsed)
    {
        _diagnostics.Add(Diagnostic.Warning(
            parsed.File.Display, "no symbol table: its dependencies are what its depends= says"));
        return [.. Claimed(parsed).Where(_names.Contains).Distinct().Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Claimed(ParsedModule parsed) =>
        parsed.Module.ModInfo.Depends.Select(ModulePath.NormalizeName);

    private void WarnOfMissing(ParsedModule parsed)
    {
        foreach (var name in Claimed(parsed))
        {
            if (_names.Contains(name) || _builtIns.Contains(name))
                continue;
            _diagnostics.Add(Diagnostic.Warning(
                parsed.File.Display, $"depends on {name}, which is not here", "Is this the whole kernel?"));
        }
    }

    /// <summary>Once for a symbol: dozens of modules may import it.</summary>
    private void WarnOfRivals(ParsedModule user, string symbol, List<ParsedModule> rivals)
    {
        var paths = string.Join(" and ", rivals.Select(rival => rival.Module.Path));
        _diagnostics.Add(Diagnostic.Warning(
            user.File.Display, $"imports {symbol}, which {paths} export; the first is taken as its dependency"));
    }
}
