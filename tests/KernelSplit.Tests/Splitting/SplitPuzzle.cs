using CsCheck;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Tests.Splitting;

/// <summary>A rule of a puzzle.</summary>
/// <param name="Kind">What it tests: a key of conditions.</param>
/// <param name="Modules">What it matches.</param>
/// <param name="To">The package.</param>
internal sealed record PuzzleRule(string Kind, int[] Modules, int To);

/// <summary>A few modules and packages, few enough to try every way to place them.</summary>
/// <param name="Requires">What each package requires.</param>
/// <param name="Default">The default package.</param>
/// <param name="Needs">What each module needs: later ones.</param>
/// <param name="SoftNeeds">On which each has a soft dependency.</param>
/// <param name="Rules">The rules.</param>
internal sealed record SplitPuzzle(
    int[][] Requires, int Default, int[][] Needs, int[][] SoftNeeds, PuzzleRule[] Rules)
{
    /// <summary>
    /// Maps in which packages have one highest requirement in common, as those that people write.
    /// </summary>
    private static readonly int[][][] UsualMaps =
    [
        [[], [0], [1]],
        [[], [0], [0], [0]],
        [[], [0], [1], [1], [2, 3]],
        [[], [0], [0], [1, 2]],
        [[], [0], [0], [1, 2], [0]],
    ];

    /// <summary>How much rules say, from the strongest: the order in which the documentation lists them.</summary>
    private static readonly string[] Kinds = ["name", "modalias", "path"];

    private readonly bool[,] _reaches = FindReaches(Requires);

    public int Count => Needs.Length;

    public int Packages => Requires.Length;

    /// <summary>
    /// The matches from the strongest to the weakest: module and package, in classes of equal weight.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<(int Module, int To)>> Matches =>
    [
        .. Enumerable.Range(0, Count)
            .Select(module => (Module: module, Rule: Array.FindIndex(Rules, rule => rule.Modules.Contains(module))))
            .Where(match => match.Rule >= 0)
            .GroupBy(match => (Array.IndexOf(Kinds, Rules[match.Rule].Kind), match.Rule))
            .OrderBy(group => group.Key)
            .Select(group => group.Select(match => (match.Module, Rules[match.Rule].To)).ToList()),
    ];

    /// <summary>With the last package as the default, and without soft dependencies.</summary>
    public static Gen<SplitPuzzle> InUsualMap { get; } =
        from map in Gen.OneOf(UsualMaps)
        from count in Gen.Int[2, 6]
        from needs in EdgesDown(count)
        from rules in RulesFor(count, map.Length, OneIn(3).Array[count])
        select new SplitPuzzle(map, map.Length - 1, needs, [.. needs.Select(_ => Array.Empty<int>())], rules);

    /// <summary>Packages may have several highest requirements in common, or none.</summary>
    public static Gen<SplitPuzzle> InAnyMap { get; } =
        from count in Gen.Int[2, 7]
        from puzzle in Any(count, packages => RulesFor(count, packages, OneIn(3).Array[count]))
        select puzzle;

    /// <summary>The same, where each rule matches one module.</summary>
    public static Gen<SplitPuzzle> InAnyMapByName { get; } =
        from count in Gen.Int[2, 7]
        from puzzle in Any(count, packages => RulesFor(
            count, packages, Gen.Int[0, count - 1].Select(one => Bits(count, one))))
        select puzzle;

    /// <summary>Each module's package, by number.</summary>
    /// <param name="names">The modules' names, by number.</param>
    public int[] Solve(string[] names)
    {
        var plan = PlanOf(names).PackageOfModules();
        return [.. names.Select(name => int.Parse(plan[name][1..], System.Globalization.CultureInfo.InvariantCulture))];
    }

    public string[] Names => [.. Enumerable.Range(0, Count).Select(module => $"m{module}")];

    public Plan PlanOf(string[] names)
    {
        var modules = Enumerable.Range(0, Count).Select(module => Build.Module(
            $"{string.Concat(RulesOf("path", module).Select(rule => $"p{rule}/"))}{names[module]}",
            needs: [.. Needs[module].Select(needed => names[needed]).Order(StringComparer.Ordinal)],
            aliases: [.. RulesOf("modalias", module).Select(rule => $"b{rule}:x")],
            softNeeds: [.. SoftNeeds[module].Select(needed => names[needed])]));
        var map = PackageMapReader.Parse(MapOf(names), "map.yaml", new DataDirectories());
        return Solver.Solve(new KernelFacts(Build.Tree(modules)), map);
    }

    public bool IsValid(IReadOnlyList<int> placed) =>
        Enumerable.Range(0, Count).All(user => Needs[user].All(needed => _reaches[placed[user], placed[needed]]));

    /// <summary>Every way to place the modules so that each finds what it needs.</summary>
    public IReadOnlyList<int[]> AllValid()
    {
        var all = new List<int[]>();
        Place(new int[Count], Count - 1, all);
        return all;
    }

    /// <summary>Modules that no rule matches and some matched one needs, users first.</summary>
    public IEnumerable<int> Helpers()
    {
        var matched = Matches.SelectMany(matches => matches).Select(match => match.Module).ToHashSet();
        var needed = new HashSet<int>();
        for (var module = 0; module < Count; module++)
        {
            if (matched.Contains(module) || needed.Contains(module))
                needed.UnionWith(Needs[module]);
        }

        return needed.Except(matched).Order();
    }

    /// <summary>
    /// How far a package is from what a rule asks for: none, below it, else above or aside, the lowest first.
    /// </summary>
    public int Distance(int wanted, int package)
    {
        if (wanted == package)
            return 0;
        return _reaches[wanted, package] ? Packages - Height(package) : Packages + Height(package);
    }

    /// <summary>How many packages are installed with one.</summary>
    public int Height(int package) => Enumerable.Range(0, Packages).Count(other => _reaches[package, other]);

    public bool IsAbove(int package, int other) => package != other && _reaches[package, other];

    public override string ToString() =>
        $"{MapOf(Names)}{string.Join('\n', Solve(Names).Select((package, module) =>
            $"m{module} in k{package}, needs {Numbers(Needs[module])}, softdep {Numbers(SoftNeeds[module])}"))}";

    private static string Numbers(int[] modules) => string.Join(' ', modules);

    private static Gen<SplitPuzzle> Any(int count, Func<int, Gen<PuzzleRule[]>> rules) =>
        from packages in Gen.Int[2, 7]
        from below in EdgesDown(packages)
        from defaultPackage in Gen.Int[0, packages - 1]
        from needs in EdgesDown(count)
        from soft in OneIn(6).Array[count].Array[count]
        from chosen in rules(packages)
        select new SplitPuzzle(
            [.. below.Select(edges => edges.Select(edge => packages - 1 - edge).ToArray()).Reverse()],
            defaultPackage, needs,
            [.. soft.Select((bits, module) => Where(bits).Where(other => other != module).ToArray())], chosen);

    private static Gen<bool> OneIn(int number) => Gen.Int[1, number].Select(drawn => drawn == 1);

    /// <summary>From each of some numbers to later ones.</summary>
    private static Gen<int[][]> EdgesDown(int count) => OneIn(3).Array[count].Array[count].Select(rows =>
        rows.Select((bits, row) => Where(bits).Where(other => other > row).ToArray()).ToArray());

    private static Gen<PuzzleRule[]> RulesFor(int count, int packages, Gen<bool[]> modules) => Gen.Select(
        Gen.OneOf(Kinds), modules, Gen.Int[0, packages - 1],
        (kind, bits, to) => new PuzzleRule(kind, [.. Where(bits)], to)).Array[1, count];

    private static bool[] Bits(int count, int one) => [.. Enumerable.Range(0, count).Select(number => number == one)];

    private static IEnumerable<int> Where(bool[] bits) => bits.Index().Where(bit => bit.Item).Select(bit => bit.Index);

    private static bool[,] FindReaches(int[][] requires)
    {
        var reaches = new bool[requires.Length, requires.Length];
        for (var package = 0; package < requires.Length; package++)
        {
            reaches[package, package] = true;
            foreach (var required in requires[package])
            {
                for (var other = 0; other < requires.Length; other++)
                    reaches[package, other] |= reaches[required, other];
            }
        }

        return reaches;
    }

    /// <summary>Places a module and those before it, from the last on: what a module needs comes after it.</summary>
    private void Place(int[] placed, int module, List<int[]> all)
    {
        if (module < 0)
        {
            all.Add([.. placed]);
            return;
        }

        for (var package = 0; package < Packages; package++)
        {
            placed[module] = package;
            if (Array.TrueForAll(Needs[module], needed => _reaches[placed[module], placed[needed]]))
                Place(placed, module - 1, all);
        }
    }

    private IEnumerable<int> RulesOf(string kind, int module) =>
        Enumerable.Range(0, Rules.Length).Where(rule =>
            Rules[rule].Kind == kind && Rules[rule].Modules.Contains(module));

    private string MapOf(string[] names)
    {
        var packages = Requires.Select((requires, number) =>
            $"  - {{name: k{number}, summary: S, default: {(number == Default ? "true" : "false")}, "
            + $"requires: [{string.Join(", ", requires.Select(other => $"k{other}"))}]}}");
        var rules = Rules.Select((rule, number) =>
            $"  - {{to: k{rule.To}, because: it is so, optional: true, when: {{{WhenOf(rule, number, names)}}}}}");
        return "version: 1\nname: "
            + $"puzzle\npackages:\n{string.Join('\n', packages)}\nrules:\n{string.Join('\n', rules)}\n";
    }

    private static string WhenOf(PuzzleRule rule, int number, string[] names) => rule.Kind switch
    {
        "name" => $"name: [{string.Join(", ", rule.Modules.Select(module => names[module]).Append($"none{number}"))}]",
        "path" => $"path: \"**/p{number}/**\"",
        _ => $"modalias: b{number}",
    };
}
