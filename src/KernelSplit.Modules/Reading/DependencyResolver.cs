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
        IEnumerable<ParsedModule> modules, IEnumerable<BuiltInModule> builtIns, List<Diagnostic> diagnostics)
    {
        _modules = [.. modules.OrderBy(parsed => parsed.Module.Path, StringComparer.Ordinal)];
        _names = _modules.Select(parsed => parsed.Module.Name).ToHashSet(StringComparer.Ordinal);
        _builtIns = builtIns.Select(builtIn => builtIn.Name).ToHashSet(StringComparer.Ordinal);
        _diagnostics = diagnostics;
        foreach (var parsed in _modules)
        {
            foreach (var symbol in parsed.Module.Exports)
                AddExporter(symbol.Name, parsed);
        }
    }

    public IEnumerable<KernelModule> Resolve()
    {
        foreach (var parsed in _modules)
        {
            var claimed = parsed.Module.ModInfo.Depends.Select(ModulePath.NormalizeName).ToList();
            WarnOfMissing(parsed, claimed);
            var found = parsed.HasSymbolTable ? ResolveSymbols(parsed) : ResolveNames(parsed, claimed);
            yield return parsed.Module with { Dependencies = [.. found.Distinct().Order(StringComparer.Ordinal)] };
        }
    }

    private void AddExporter(string symbol, ParsedModule parsed)
    {
        if (_exporters.TryAdd(symbol, parsed))
            return;
        if (!_rivals.TryGetValue(symbol, out var rivals))
            _rivals.Add(symbol, rivals = [_exporters[symbol]]);
        rivals.Add(parsed);
    }

    private IEnumerable<string> ResolveSymbols(ParsedModule parsed)
    {
        foreach (var (symbol, _, _) in parsed.Module.Imports)
        {
            if (!_exporters.TryGetValue(symbol, out var exporter))
                continue;
            if (_rivals.Remove(symbol, out var rivals))
                WarnOfRivals(parsed, symbol, rivals);
            if (exporter != parsed)
                yield return exporter.Module.Name;
        }
    }

    private IEnumerable<string> ResolveNames(ParsedModule parsed, List<string> claimed)
    {
        _diagnostics.Add(Diagnostic.Warning(
            parsed.File.Display, "no symbol table: its dependencies are what its depends= says"));
        return claimed.Where(_names.Contains);
    }

    private void WarnOfMissing(ParsedModule parsed, List<string> claimed)
    {
        foreach (var name in claimed.Where(name => !_names.Contains(name) && !_builtIns.Contains(name)))
        {
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
