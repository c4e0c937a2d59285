using System.Numerics;

namespace KernelSplit.Splitting.Maps;

/// <summary>
/// What is installed when a package is: itself and everything it requires, directly or not. A module's hard
/// dependencies must be within its package's reach.
/// </summary>
public sealed class PackageReach
{
    /// <summary>A set of packages is a number with a bit for each.</summary>
    internal const int MostPackages = 64;

    private readonly string[] _packages;
    private readonly ulong[] _reach;
    private readonly ulong[] _reachedFrom;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <param name="packages">
    /// Each with the names of those that it requires, all of them in the list, no cycles.
    /// </param>
    public PackageReach(IReadOnlyList<Package> packages)
    {
        _packages = [.. packages.Select(package => package.Name)];
        _reach = new ulong[packages.Count];
        _reachedFrom = new ulong[packages.Count];
        for (var number = 0; number < packages.Count; number++)
            _numbers.Add(_packages[number], number);
        for (var number = 0; number < packages.Count; number++)
        {
            var reach = Visit(number);
            for (var other = 0; other < packages.Count; other++)
                _reachedFrom[other] |= (reach >> other & 1) << number;
        }

        ulong Visit(int number)
        {
            if (_reach[number] == 0)
                _reach[number] = packages[number].Requires.Aggregate(
                    1UL << number, (reach, required) => reach | Visit(_numbers[required]));
            return _reach[number];
        }
    }

    /// <summary>Whether a module in <paramref name="user"/> reaches what is in <paramref name="dependency"/>.</summary>
    public bool Serves(string user, string dependency) => (From(user) & Only(dependency)) != 0;

    internal ulong All => _packages.Length == MostPackages ? ulong.MaxValue : (1UL << _packages.Length) - 1;

    internal ulong Only(string package) => 1UL << _numbers[package];

    /// <summary>The package and what it requires.</summary>
    internal ulong From(string package) => _reach[_numbers[package]];

    /// <summary>The package and those that require it.</summary>
    internal ulong To(string package) => _reachedFrom[_numbers[package]];

    /// <summary>The packages of a set and what they require.</summary>
    internal ulong FromAny(ulong packages) => Union(_reach, packages);

    /// <summary>The packages of a set and those that require one.</summary>
    internal ulong ToAny(ulong packages) => Union(_reachedFrom, packages);

    /// <summary>Whether one package of a set is required by all others of it.</summary>
    internal bool HasLowest(ulong packages) => HasCommon(_reach, packages);

    /// <summary>Whether one package of a set requires all others of it.</summary>
    internal bool HasHighest(ulong packages) => HasCommon(_reachedFrom, packages);

    /// <summary>Those that require most first; between equals as the map lists them.</summary>
    internal IEnumerable<string> HighestFirst(ulong packages) => Names(packages).OrderByDescending(Height);

    /// <summary>Those that require least first; between equals as the map lists them.</summary>
    internal IEnumerable<string> LowestFirst(ulong packages) => Names(packages).OrderBy(Height);

    private static ulong Union(ulong[] sets, ulong packages)
    {
        var union = 0UL;
        for (; packages != 0; packages &= packages - 1)
            union |= sets[BitOperations.TrailingZeroCount(packages)];
        return union;
    }

    private static bool HasCommon(ulong[] sets, ulong packages)
    {
        var common = packages;
        for (var rest = packages; rest != 0 && common != 0; rest &= rest - 1)
            common &= sets[BitOperations.TrailingZeroCount(rest)];
        return common != 0;
    }

    private int Height(string package) => BitOperations.PopCount(From(package));

    private IEnumerable<string> Names(ulong packages) => _packages.Where(package => (packages & Only(package)) != 0);
}
