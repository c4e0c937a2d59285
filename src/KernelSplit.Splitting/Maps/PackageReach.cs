namespace KernelSplit.Splitting.Maps;

/// <summary>
/// What is installed when a package is: itself and everything it requires, directly or not. A module's hard
/// dependencies must lie within its package's reach.
/// </summary>
public sealed class PackageReach
{
    private readonly List<string> _packages;
    private readonly Dictionary<string, HashSet<string>> _reach = new(StringComparer.Ordinal);

    /// <param name="packages">Each with the names of those that it requires, all of them in the list, no circles.</param>
    public PackageReach(IReadOnlyList<Package> packages)
    {
        _packages = [.. packages.Select(package => package.Name)];
        var requires = packages.ToDictionary(package => package.Name, package => package.Requires, StringComparer.Ordinal);
        foreach (var package in _packages)
            Visit(package);

        HashSet<string> Visit(string package)
        {
            if (_reach.TryGetValue(package, out var known))
                return known;
            var reach = new HashSet<string>(StringComparer.Ordinal) { package };
            foreach (var required in requires[package])
                reach.UnionWith(Visit(required));
            return _reach[package] = reach;
        }
    }

    /// <summary>Whether a module in <paramref name="user"/> finds what lies in <paramref name="dependency"/>.</summary>
    public bool Serves(string user, string dependency) => _reach[user].Contains(dependency);

    /// <summary>The package closest to the users that every one of them reaches, or null when none is.</summary>
    public string? NearestBelow(IReadOnlyCollection<string> users) =>
        _packages
            .Where(package => users.All(user => Serves(user, package)))
            .MaxBy(package => _reach[package].Count);

    /// <summary>The smallest package from which all of <paramref name="dependencies"/> are reached, or null.</summary>
    public string? NearestAbove(IReadOnlyCollection<string> dependencies) =>
        _packages
            .Where(package => dependencies.All(dependency => Serves(package, dependency)))
            .MinBy(package => _reach[package].Count);
}
