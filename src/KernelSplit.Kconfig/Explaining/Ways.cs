using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>
/// The cheapest known way to each of many goals, all found in one pass over a graph of goals: an option of a goal needs
/// all of its subgoals, and a goal needs one of its options. Two settings of one way may still be in each other's way,
/// so a way has to be evaluated; but a goal without any way can't be reached.
/// </summary>
internal sealed class Ways
{
    /// <summary>At least one setting of the way contradicts a requested value.</summary>
    public const int Contradiction = 10_000_000;

    /// <summary>A way that costs less has only settings that are proposed already.</summary>
    public const int OneSetting = 1000;

    private const int Step = 1;
    private const int ForTests = 600;
    private const int OfAnotherName = 100;
    private const int Guess = 20_000;
    private const int AgainstRequest = 30_000;
    private const int LastResort = 200_000;

    /// <summary>init/Kconfig: these allow building what can't run on this machine, or doesn't work.</summary>
    private static readonly string[] LastResorts = ["COMPILE_TEST", "BROKEN"];

    private static readonly string[] TestWords = ["TEST", "TESTS", "SELFTEST", "KUNIT", "SAMPLE", "DEBUG"];

    private readonly Situation _situation;
    private readonly IReadOnlyDictionary<Symbol, string> _made;
    private readonly IReadOnlyDictionary<Symbol, string> _proposed;
    private readonly IReadOnlySet<Symbol> _avoided;
    private readonly bool _hasModules;
    private readonly Dictionary<(object, Direction, Tristate), Goal> _goals = [];
    private readonly Queue<(Goal Goal, object Subject, Direction Direction, Tristate Value)> _unexpanded = new();
    private readonly Dictionary<Symbol, bool> _overrides = [];
    private readonly List<Goal> _compound = [];
    private readonly Goal _impossible = new();
    private readonly Goal _reached = new() { Cost = 0 };
    private readonly Goal _guess = new();

    /// <param name="situation">The configuration to start from.</param>
    /// <param name="made">The settings that were added to it already.</param>
    /// <param name="proposed">Settings that are proposed for other goals, so that they cost next to nothing.</param>
    /// <param name="usesModules">Whether there are to be modules: then m serves where m is enough.</param>
    /// <param name="avoided">Symbols that are only set if there is no other way.</param>
    public Ways(
        Situation situation, IEnumerable<Setting> made, IReadOnlyDictionary<Symbol, string> proposed, bool usesModules,
        IReadOnlySet<Symbol> avoided)
    {
        _avoided = avoided;
        _situation = situation;
        _proposed = proposed;
        _made = made.ToDictionary(setting => setting.Symbol, setting => setting.Value);
        _hasModules = usesModules || situation.Value(situation.Configuration.Tree.Modules) != Tristate.No;
        _guess.Options.Add(new Option(Guess, [], null));
    }

    private enum Direction
    {
        Raise,
        Lower,
    }

    /// <summary>What gives a symbol the requested value; <see cref="Find"/> has to be called after all goals.</summary>
    public Goal GoalOf(Symbol symbol, string value)
    {
        if (!symbol.Type.IsLogical())
            return ToText(symbol, value);
        var wanted = Letters(value);
        var isLower = _situation.Value(symbol) < wanted;
        var goal = isLower ? Raise(symbol, wanted) : Lower(symbol, wanted);
        return _hasModules ? All([Raise(_situation.Configuration.Tree.Modules, Tristate.Yes), goal]) : goal;
    }

    /// <summary>Finds the cheapest way to all goals (Knuth's generalization of Dijkstra's algorithm).</summary>
    public void Find()
    {
        while (_unexpanded.TryDequeue(out var next))
            Expand(next.Goal, next.Subject, next.Direction, next.Value);
        var queue = new PriorityQueue<(Goal Goal, Option? By), (int, int)>();
        var order = 0;
        var goals = _goals.Values.Concat(_compound).Append(_guess).ToList();
        foreach (var goal in goals)
        {
            foreach (var option in goal.Options)
            {
                option.Missing = option.Needs.Length;
                option.Sum = option.Cost;
                option.Of = goal;
                foreach (var need in option.Needs)
                    need.Users.Add(option);
                if (option.Missing == 0)
                    queue.Enqueue((goal, option), (option.Sum, order++));
            }

            goal.Cost = goal.Cost == 0 ? 0 : int.MaxValue;
            if (goal.Cost == 0)
                queue.Enqueue((goal, null), (0, order++));
        }

        queue.Enqueue((_reached, null), (0, order++));
        var closed = new HashSet<Goal>();
        while (queue.TryDequeue(out var next, out var cost))
        {
            var goal = next.Goal;
            if (!closed.Add(goal))
                continue;
            (goal.Cost, goal.Best) = (cost.Item1, next.By);
            foreach (var user in goal.Users)
            {
                user.Sum = Math.Min(user.Sum + goal.Cost, int.MaxValue / 2);
                if (--user.Missing == 0)
                    queue.Enqueue((user.Of!, user), (user.Sum, order++));
            }
        }
    }

    /// <summary>The settings of the cheapest way, each symbol once.</summary>
    public static List<Setting> SettingsTo(Goal goal)
    {
        var settings = new List<Setting>();
        var seen = new HashSet<Goal>();
        var open = new Stack<Goal>([goal]);
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next) || next.Best is not { } option)
                continue;
            if (option.Setting is { } setting)
            {
                var known = settings.FindIndex(other => other.Symbol == setting.Symbol);
                if (known < 0)
                    settings.Add(setting);
                else if (setting.Value == "y")
                    settings[known] = setting;
            }

            foreach (var need in option.Needs.Reverse())
                open.Push(need);
        }

        return settings;
    }

    private Goal All(Goal[] needs)
    {
        var open = needs.Where(need => need != _reached).Distinct().ToArray();
        if (open.Length == 0)
            return _reached;
        if (open.Contains(_impossible))
            return _impossible;
        return open.Length == 1 ? open[0] : Compound([new Option(0, open, null)]);
    }

    private Goal Any(IReadOnlyCollection<Goal> options)
    {
        if (options.Contains(_reached))
            return _reached;
        var open = options.Where(option => option != _impossible).Distinct().ToList();
        return open.Count == 0 ? _impossible
            : open.Count == 1 ? open[0]
            : Compound(open.Select(option => new Option(0, [option], null)));
    }

    private Goal Compound(IEnumerable<Option> options)
    {
        var goal = new Goal();
        goal.Options.AddRange(options);
        _compound.Add(goal);
        return goal;
    }

    private Goal Raise(Symbol symbol, Tristate wanted)
    {
        if (wanted == Tristate.No || _situation.Value(symbol) >= wanted)
            return _reached;
        if (symbol.IsConstant || symbol.Definitions.Count == 0)
            return _impossible;
        return Later(symbol, Direction.Raise, symbol.Type == SymbolType.Bool ? Tristate.Yes : wanted);
    }

    private Goal Lower(Symbol symbol, Tristate allowed)
    {
        if (allowed == Tristate.Yes || _situation.Value(symbol) <= allowed)
            return _reached;
        if (symbol.IsConstant || symbol.Definitions.Count == 0)
            return _impossible;
        return Later(symbol, Direction.Lower, symbol.Type == SymbolType.Bool ? Tristate.No : allowed);
    }

    private Goal Raise(Expression? condition, Tristate wanted)
    {
        if (_situation.Value(condition) >= wanted)
            return _reached;
        return condition!.Kind == ExpressionKind.Symbol
            ? Raise(condition.Symbol!, wanted)
            : Later(condition, Direction.Raise, wanted);
    }

    private Goal Lower(Expression? condition, Tristate allowed)
    {
        if (_situation.Value(condition) <= allowed)
            return _reached;
        if (condition is null)
            return _impossible;
        return condition.Kind == ExpressionKind.Symbol
            ? Lower(condition.Symbol!, allowed)
            : Later(condition, Direction.Lower, allowed);
    }

    private Goal Later(object subject, Direction direction, Tristate value)
    {
        if (_goals.TryGetValue((subject, direction, value), out var goal))
            return goal;
        _goals[(subject, direction, value)] = goal = new Goal();
        _unexpanded.Enqueue((goal, subject, direction, value));
        return goal;
    }

    private void Expand(Goal goal, object subject, Direction direction, Tristate value)
    {
        if (subject is Symbol symbol)
            goal.Options.AddRange(direction == Direction.Raise ? Raising(symbol, value) : Lowering(symbol, value));
        else
            goal.Options.Add(new Option(0, [OfExpression((Expression)subject, direction, value)], null));
        goal.Options.RemoveAll(option => option.Needs.Contains(_impossible));
        if (subject is Symbol changed && IsAgainstRequest(changed, direction, value))
            goal.Options.ForEach(option => option.Cost += AgainstRequest);
    }

    /// <summary>Whether a symbol would get another value than a fragment requests.</summary>
    private bool IsAgainstRequest(Symbol symbol, Direction direction, Tristate value) =>
        symbol.Name is not null && _situation.TakenRequest(symbol) is { } request && symbol.Type.IsLogical()
        && (direction == Direction.Raise ? Letters(request.Value) < value : Letters(request.Value) > value);

    private static Tristate Letters(string value) =>
        value == "y" ? Tristate.Yes : value == "m" ? Tristate.Mod : Tristate.No;

    /// <summary>Whether y would select a module that a fragment requests as one, or what it requests to be n.</summary>
    private bool OverridesRequest(Symbol selector)
    {
        if (_overrides.TryGetValue(selector, out var known))
            return known;
        _overrides[selector] = false;
        return _overrides[selector] = selector.Properties
            .Where(property => property.Kind == PropertyKind.Select).Select(property => property.ValueSymbol)
            .OfType<Symbol>().Any(selected => selected.Type.IsLogical()
                && (IsAgainstRequest(selected, Direction.Raise, Tristate.Yes) || OverridesRequest(selected)));
    }

    private Goal OfExpression(Expression condition, Direction direction, Tristate value)
    {
        var isRaised = direction == Direction.Raise;
        switch (condition.Kind)
        {
            case ExpressionKind.And or ExpressionKind.Or:
                var parts = Leaves.Of(condition, condition.Kind)
                    .Select(part => isRaised ? Raise(part, value) : Lower(part, value)).ToArray();
                return condition.Kind == ExpressionKind.And == isRaised ? All(parts) : Any(parts);
            case ExpressionKind.Not:
                var opposite = Tristates.Not(value);
                return isRaised ? Lower(condition.Left, opposite) : Raise(condition.Left, opposite);
            default:
                return Compare(condition, condition.Kind == ExpressionKind.Unequal != isRaised);
        }
    }

    /// <summary>Ways to make both sides of a comparison equal or, if that isn't wanted, different.</summary>
    private Goal Compare(Expression comparison, bool isEqualWanted)
    {
        var (symbol, other) = (comparison.Symbol!, comparison.Other!);
        if (symbol.Definitions.Count == 0)
            (symbol, other) = (other, symbol);
        if (symbol.Definitions.Count == 0)
            return _impossible;
        if (IsFixed(symbol) && (other.Definitions.Count == 0 || IsFixed(other)))
            return _impossible;
        if (comparison.Kind is not (ExpressionKind.Equal or ExpressionKind.Unequal) || other.Definitions.Count > 0)
            return _guess;
        if (!symbol.Type.IsLogical())
            return isEqualWanted ? ToText(symbol, other.ToString()) : _guess;
        Tristate? constant = other.Name switch
        {
            "y" => Tristate.Yes,
            "m" => Tristate.Mod,
            "n" => Tristate.No,
            _ => null,
        };
        if (constant is not { } value)
            return isEqualWanted ? _impossible : _reached;
        if (isEqualWanted)
            return _situation.Value(symbol) < value ? Raise(symbol, value) : Lower(symbol, value);
        return value == Tristate.No ? Raise(symbol, Tristate.Mod)
            : value == Tristate.Yes ? Lower(symbol, Tristate.Mod)
            : Any([Raise(symbol, Tristate.Yes), Lower(symbol, Tristate.No)]);
    }

    /// <summary>Whether a number or text is the same in every configuration.</summary>
    private static bool IsFixed(Symbol symbol) => !symbol.Type.IsLogical() && !Situation.HasPrompt(symbol)
        && symbol.Properties.All(property => property.Kind != PropertyKind.Default
            || (property.Condition is null && property.ValueSymbol is { Definitions.Count: 0 }));

    private Goal ToText(Symbol symbol, string value)
    {
        var shown = Prompts(symbol).Select(prompt => Raise(prompt.Condition, Tristate.Mod)).ToList();
        var line = symbol.Type == SymbolType.String && !value.StartsWith('"') ? $"\"{value}\"" : value;
        var settings = shown.Select(goal => SettingTo(symbol, line, 0, goal));
        var bare = value.Trim('"');
        var defaults = symbol.Properties
            .Where(property => property.Kind == PropertyKind.Default && property.ValueSymbol is { } given
                && (given.Definitions.Count > 0 || given.ToString() == bare))
            .Select(property => new Option(
                property.ValueSymbol!.Definitions.Count > 0 ? Guess : Step,
                [Raise(property.Condition, Tristate.Mod)], null));
        return Compound([.. settings.Concat(defaults).Where(option => !option.Needs.Contains(_impossible))]);
    }

    private IEnumerable<Option> Raising(Symbol symbol, Tristate wanted)
    {
        var needed = symbol.Type == SymbolType.Tristate ? wanted : Tristate.Mod;
        foreach (var prompt in Prompts(symbol))
        {
            var visible = Raise(prompt.Condition, needed);
            yield return symbol.IsChoice
                ? new Option(Step, [visible], null)
                : SettingTo(symbol, wanted == Tristate.Mod && _hasModules ? "m" : "y", 0, visible);
        }

        foreach (var select in _situation.Index.SelectsOf(symbol))
        {
            var likely = Resembles(select.Node.Symbol!, symbol) ? Step : OfAnotherName;
            yield return new Option(
                likely, [Raise(select.Node.Symbol!, needed), Raise(select.Condition, needed)], null);
        }

        // What was set once doesn't follow defaults.
        if (Situation.HasPrompt(symbol) && _situation.Configuration.RequestedValueOf(symbol) is not null)
            yield break;
        foreach (var property in symbol.Properties.Where(property => property.Kind == PropertyKind.Default))
        {
            yield return new Option(
                Step, [Raise(property.Condition, needed), Raise(property.Value, needed)], null);
        }

        foreach (var imply in _situation.Index.ImpliesOf(symbol))
        {
            yield return new Option(
                OfAnotherName,
                [
                    Raise(imply.Node.Symbol!, needed), Raise(imply.Condition, needed),
                    Raise(symbol.DirectDependency, needed),
                ], null);
        }
    }

    private IEnumerable<Option> Lowering(Symbol symbol, Tristate allowed)
    {
        var selects = _situation.Index.SelectsOf(symbol).Where(select => _situation.Strength(select) > allowed)
            .Select(select => Any([Lower(select.Node.Symbol!, allowed), Lower(select.Condition, allowed)])).ToArray();
        var isVisible = _situation.Visibility(symbol) != Tristate.No;
        if (symbol.ChoiceNode is { } choice && isVisible)
        {
            foreach (var member in choice.Descendants().Select(node => node.Symbol).OfType<Symbol>())
            {
                if (member != symbol && member.IsChoiceMember && !member.IsChoice)
                    yield return SettingTo(member, "y", 0, [.. selects, Any(
                        [.. Prompts(member).Select(prompt => Raise(prompt.Condition, Tristate.Mod))])]);
            }
        }
        else if (Situation.HasPrompt(symbol) && !symbol.IsChoice)
        {
            var visible = Any([.. Prompts(symbol).Select(prompt => Raise(prompt.Condition, Tristate.Mod))]);
            yield return SettingTo(
                symbol, allowed == Tristate.Mod && symbol.Type == SymbolType.Tristate ? "m" : "n", 0,
                [.. selects, visible]);
        }

        if (!isVisible && _situation.Configuration.ActiveProperty(symbol, PropertyKind.Default) is { } given)
        {
            yield return new Option(
                Step, [.. selects, Any([Lower(given.Condition, allowed), Lower(given.Value, allowed)])], null);
        }

        yield return new Option(Step, [.. selects, Lower(symbol.DirectDependency, allowed)], null);
        if (!isVisible && selects.Length > 0)
            yield return new Option(Step, selects, null);
    }

    private Option SettingTo(Symbol symbol, string value, int cost, params Goal[] needs)
    {
        var request = _situation.Requests.Find(symbol.Name!);
        if (_made.TryGetValue(symbol, out var made) && made == value)
            return new Option(cost + Step, needs, null);
        if (request is not null && request.Value == value)
            return new Option(cost + Step, needs, null);
        var other = _proposed.GetValueOrDefault(symbol);
        // y serves where m does, and one symbol has one value.
        if (other == "y" && value == "m")
            value = other;
        if (other == value)
            return new Option(cost + Step, needs, new Setting(symbol, value));
        if (LastResorts.Contains(symbol.Name))
            cost += LastResort;
        if (symbol.Name!.Split('_').Any(TestWords.Contains))
            cost += ForTests;
        if (_avoided.Contains(symbol) || (value == "y" && OverridesRequest(symbol)))
            cost += AgainstRequest;
        if (other is not null)
            cost += other == "n" || value == "n" ? LastResort : OneSetting;
        if ((request is not null && Judge.Mistyped(symbol, request.Value) is null)
            || (made is not null && !(made == "m" && value == "y")))
            cost += Contradiction;
        cost += OneSetting;
        return new Option(cost, needs, new Setting(symbol, value));
    }

    private static bool Resembles(Symbol one, Symbol other) =>
        one.Name!.StartsWith(other.Name!.Split('_')[0], StringComparison.Ordinal);

    private static IEnumerable<Property> Prompts(Symbol symbol) =>
        symbol.Definitions.Select(node => node.Prompt).OfType<Property>();

    /// <summary>A symbol or condition that has to be raised or lowered to a value.</summary>
    internal sealed class Goal
    {
        public List<Option> Options { get; } = [];

        /// <summary>The options that need it.</summary>
        public List<Option> Users { get; } = [];

        public int Cost { get; set; } = int.MaxValue;

        public Option? Best { get; set; }

        public bool IsReachable => Cost != int.MaxValue;
    }

    /// <summary>One way to a goal: a setting, if any, and all that has to be reached for it.</summary>
    internal sealed class Option(int cost, Goal[] needs, Setting? setting)
    {
        public int Cost { get; set; } = cost;

        public Goal[] Needs => needs;

        public Setting? Setting => setting;

        public Goal? Of { get; set; }

        public int Missing { get; set; }

        public int Sum { get; set; }
    }
}
