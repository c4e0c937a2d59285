using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Modules.Symbols;
using KernelSplit.Splitting.Maps;

namespace KernelSplit.Splitting.Verification;

/// <summary>Modules that can't be loaded, as they need a module or a symbol that nothing provides.</summary>
internal sealed class DependencyCheck(KernelFacts kernel)
{
    private const int MostNames = 3;

    private readonly ModuleTree _tree = kernel.Tree;
    private IReadOnlyList<Finding>? _findings;

    /// <summary>Looked up once: both the findings and what can't be loaded follow from every import.</summary>
    public IReadOnlyList<Finding> Findings => _findings ??= [.. Find()];

    private IEnumerable<Finding> Find()
    {
        var symbols = Symbols();
        foreach (var module in _tree.Modules)
        {
            var modules = MissingModules(module).ToList();
            if (modules.Count > 0)
                yield return At(
                    module, $"it needs {string.Join(", ", modules)}, which is in no package and not built in");
            else if (symbols[module.Name].ToList() is { Count: > 0 } problems)
                yield return At(module, Names.Some([.. problems.Select(problem => problem.ToString())], MostNames));
        }
    }

    /// <summary>The modules that can't be loaded, those included that need them.</summary>
    public IReadOnlySet<string> Unloadable()
    {
        var found = Findings.Select(finding => finding.About).ToHashSet(StringComparer.Ordinal);
        if (found.Count > 0)
            found.UnionWith(found.ToList().SelectMany(kernel.Graph.AllUsers));
        return found;
    }

    /// <summary><c>depends=</c> names modules only: scripts/mod/modpost.c, add_depends.</summary>
    private IEnumerable<string> MissingModules(KernelModule module) => module.ModInfo.Depends
        .Where(name => _tree.FindModule(name) is null && _tree.FindBuiltIn(name) is null);

    /// <summary>Where no file of the kernel lists what vmlinux exports, <c>depends=</c> has to do.</summary>
    private ILookup<string, SymbolProblem> Symbols() =>
        (kernel.Files.Symbols is { } exported ? SymbolCheck.Run(_tree, exported) : [])
            .ToLookup(problem => problem.Module, StringComparer.Ordinal);

    private static Finding At(KernelModule module, string message) => new(module.Name, Diagnostic.Error(
        DiagnosticKind.Dependency, module.Name, message, "Check that the input is the complete kernel"));
}
