using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Tests.Splitting;

/// <summary>A few modules and packages at random, small enough to try every way to place them.</summary>
internal sealed class SplitPuzzle
{
    /// <summary>Name, then what it requires; the last one is the default.</summary>
    private static readonly string[][][] Shapes =
    [
        [["a"], ["b", "a"], ["c", "b"]],
        [["core"], ["x", "core"], ["y", "core"], ["z", "core"]],
        [["core"], ["shared", "core"], ["x", "shared"], ["y", "shared"], ["rest", "x", "y"]],
        [["core"], ["x", "core"], ["y", "core"], ["top", "x", "y"]],
        [["core"], ["x", "core"], ["y", "core"], ["both", "x", "y"], ["rest", "core"]],
    ];

    /// <summary>How much rules say, from the strongest: the order in which the documentation lists them.</summary>
    private static readonly string[] Kinds = ["name", "modalias", "path"];

    private readonly string[] _packages;
    private readonly bool[,] _reaches;
    private readonly int[][] _needs;
    private readonly (string Kind, int[] Modules, int To)[] _rules;

    public SplitPuzzle(int seed)
    {
        var random = new Random(seed);
        var shape = Shapes[seed % Shapes.Length];
        _packages = [.. shape.Select(package => package[0])];
        _reaches = Reaches(shape);
        Count = random.Next(2, 7);
        _needs =
        [
            .. Enumerable.Range(0, Count).Select(user =>
                Enumerable.Range(user + 1, Count - user - 1).Where(_ => random.Next(3) == 0).ToArray()),
        ];
        _rules = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => (
            Kinds[random.Next(Kinds.Length)],
            Enumerable.Range(0, Count).Where(_ => random.Next(3) == 0).ToArray(),
            random.Next(_packages.Length)))];
        Plan = Solve(shape, random);
        Placed =
        [
            .. Enumerable.Range(0, Count).Select(module =>
                Array.IndexOf(
                    _packages, Plan.Placements.Single(placement => placement.Module == $"m{module}").Package)),
        ];
    }

    public int Count { get; }

    public int Packages => _packages.Length;

    public Plan Plan { get; }

    /// <summary>Each module's package in the plan, by number.</summary>
    public int[] Placed { get; }

    /// <summary>
    /// The matches from the strongest to the weakest: module and package, in classes of equal weight.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<(int Module, int To)>> Matches =>
    [
        .. Enumerable.Range(0, Count)
            .Select(module => (Module: module, Rule: Array.FindIndex(_rules, rule => rule.Modules.Contains(module))))
            .Where(match => match.Rule >= 0)
            .GroupBy(match => (Array.IndexOf(Kinds, _rules[match.Rule].Kind), match.Rule))
            .OrderBy(group => group.Key)
            .Select(group => group.Select(match => (match.Module, _rules[match.Rule].To)).ToList()),
    ];

    public bool IsValid(IReadOnlyList<int> placed) =>
        Enumerable.Range(0, Count).All(user => _needs[user].All(needed => _reaches[placed[user], placed[needed]]));

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
                needed.UnionWith(_needs[module]);
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
        return _reaches[wanted, package] ? _packages.Length - Height(package) : _packages.Length + Height(package);
    }

    /// <summary>How many packages are installed with one.</summary>
    public int Height(int package) => Enumerable.Range(0, _packages.Length).Count(other => _reaches[package, other]);

    public bool IsAbove(int package, int other) => package != other && _reaches[package, other];

    private static bool[,] Reaches(string[][] shape)
    {
        var reaches = new bool[shape.Length, shape.Length];
        for (var package = 0; package < shape.Length; package++)
        {
            reaches[package, package] = true;
            foreach (var required in shape[package].Skip(1).Select(name =>
                Array.FindIndex(shape, other => other[0] == name)))
            {
                for (var other = 0; other < shape.Length; other++)
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

        for (var package = 0; package < _packages.Length; package++)
        {
            placed[module] = package;
            if (Array.TrueForAll(_needs[module], needed => _reaches[placed[module], placed[needed]]))
                Place(placed, module - 1, all);
        }
    }

    private Plan Solve(string[][] shape, Random random)
    {
        var modules = Enumerable.Range(0, Count).Select(module => Build.Module(
            $"{string.Concat(RulesOf("path", module).Select(rule => $"p{rule}/"))}m{module}",
            needs: [.. _needs[module].Select(needed => $"m{needed}")],
            aliases: [.. RulesOf("modalias", module).Select(rule => $"b{rule}:x")])).ToArray();
        random.Shuffle(modules);
        var map = PackageMapReader.Parse(MapOf(shape), "map.yaml", new DataDirectories());
        return Solver.Solve(new KernelFacts(Build.Tree(modules)), map);
    }

    private IEnumerable<int> RulesOf(string kind, int module) =>
        Enumerable.Range(0, _rules.Length).Where(rule =>
            _rules[rule].Kind == kind && _rules[rule].Modules.Contains(module));

    private string MapOf(string[][] shape)
    {
        var packages = shape.Select((package, number) =>
            $"  - {{name: {package[0]}, summary: S, "
            + $"requires: [{string.Join(", ", package.Skip(1))}], "
            + $"default: {(number == shape.Length - 1 ? "true" : "false")}}}");
        var rules = _rules.Select((rule, number) =>
            $"  - {{to: {_packages[rule.To]}, because: it is so, optional: true, when: {{{WhenOf(rule, number)}}}}}");
        return "version: 1\nname: "
            + $"puzzle\npackages:\n{string.Join('\n', packages)}\nrules:\n{string.Join('\n', rules)}\n";
    }

    private static string WhenOf((string Kind, int[] Modules, int To) rule, int number) => rule.Kind switch
    {
        "name" =>
            $"name: [{string.Join(", ", rule.Modules.Select(module => $"m{module}").Append($"nothing{number}"))}]",
        "path" => $"path: \"**/p{number}/**\"",
        _ => $"modalias: b{number}",
    };
}
