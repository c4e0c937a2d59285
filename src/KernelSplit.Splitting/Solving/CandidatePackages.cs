using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;

namespace KernelSplit.Splitting.Solving;

/// <summary>
/// The packages in which each module can still be placed while one after the other is: from which it reaches all that
/// it needs, and in which all that need it reach it.
/// </summary>
internal sealed class CandidatePackages(ModuleGraph graph, PackageReach reach)
{
    private readonly Dictionary<string, ulong> _candidates = new(StringComparer.Ordinal);

    public ulong Of(string module) => _candidates.GetValueOrDefault(module, reach.All);

    /// <summary>All that a module needs, directly or not.</summary>
    public IReadOnlyList<string> Needs(string module) => graph.Closure(module);

    /// <summary>All that need a module, directly or not.</summary>
    public IReadOnlyList<string> Users(string module) => graph.AllUsers(module);

    /// <summary>Whether a module can be in a package and leaves one for everything that is tied to it.</summary>
    public bool Admits(string module, string package) =>
        (Of(module) & reach.Only(package)) != 0
        && AllHave(Users(module), reach.To(package))
        && AllHave(Needs(module), reach.From(package));

    /// <summary>Whether a module can be in a package that reaches another one.</summary>
    public bool CanReach(string module, string package) => (Of(module) & reach.To(package)) != 0;

    public void Place(string module, string package)
    {
        _candidates[module] = reach.Only(package);
        Narrow(Users(module), reach.To(package));
        Narrow(Needs(module), reach.From(package));
    }

    /// <summary>Of <paramref name="packages"/> the one that requires most and admits the module.</summary>
    public string? Highest(string module, ulong packages) =>
        reach.HighestFirst(packages & Of(module)).FirstOrDefault(package => Admits(module, package));

    /// <summary>The package that requires least and admits the module.</summary>
    public string? Lowest(string module) =>
        reach.LowestFirst(Of(module)).FirstOrDefault(package => Admits(module, package));

    private bool AllHave(IReadOnlyList<string> modules, ulong packages)
    {
        foreach (var module in modules)
        {
            if ((Of(module) & packages) == 0)
                return false;
        }

        return true;
    }

    private void Narrow(IReadOnlyList<string> modules, ulong packages)
    {
        foreach (var module in modules)
            _candidates[module] = Of(module) & packages;
    }
}
