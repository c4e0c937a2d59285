using System.Numerics;

namespace KernelSplit.Splitting.Solving;

/// <summary>
/// Groups of modules that only their names distinguish: the same rule matches them, and their dependencies and users
/// are alike, as those of these are. They are placed together, so that no name decides which one gets its way.
/// </summary>
internal sealed class Lookalikes
{
    private readonly int[] _places;

    /// <param name="modules">The modules.</param>
    /// <param name="matches">For each the number of its match, the same for modules with equal ones.</param>
    public Lookalikes(NumberedModules modules, int[] matches)
    {
        var looks = Refine(modules, matches);
        int[][] groups =
        [
            .. Enumerable.Range(0, modules.Count).GroupBy(module => looks[module])
                .OrderBy(group => modules.Levels[group.First()])
                .ThenByDescending(group => modules.Users[group.First()].Length)
                .ThenBy(group => group.Key)
                .Select(group => group.ToArray()),
        ];
        _places = new int[modules.Count];
        for (var place = 0; place < groups.Length; place++)
        {
            foreach (var module in groups[place])
                _places[module] = place;
        }
    }

    /// <summary>Users before what they need; between these, those with more users come first.</summary>
    public IReadOnlyList<int[]> Groups(IEnumerable<int> modules) =>
        [.. modules.GroupBy(module => _places[module]).OrderBy(group => group.Key).Select(group => group.ToArray())];

    /// <summary>
    /// Colour refinement: what a module looks like follows from what those around it look like, until that separates no
    /// more of them.
    /// </summary>
    private static ulong[] Refine(NumberedModules modules, int[] matches)
    {
        var looks = Array.ConvertAll(matches, match => Mix((ulong)match));
        for (var (before, count) = (0, looks.Distinct().Count()); count > before;)
        {
            var now = looks;
            looks = [.. now.Select((look, module) => Mix(look
                + Sum(now, modules.Needs[module], 1)
                + Sum(now, modules.Users[module], 2)
                + Sum(now, modules.SoftNeeds[module], 3)
                + Sum(now, modules.SoftUsers[module], 4)))];
            (before, count) = (count, looks.Distinct().Count());
        }

        return looks;
    }

    private static ulong Sum(ulong[] looks, int[] others, ulong kind)
    {
        var sum = 0UL;
        foreach (var other in others)
            sum += Mix(looks[other] ^ (kind << 60));
        return sum;
    }

    private static ulong Mix(ulong word)
    {
        word = BitOperations.RotateLeft(word + 0x9E3779B97F4A7C15, 29) * 0xBF58476D1CE4E5B9;
        return (word ^ (word >> 32)) * 0x94D049BB133111EB;
    }
}
