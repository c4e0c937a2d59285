using KernelSplit.Kconfig.Evaluation;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>A complete configuration that can explain its values.</summary>
public sealed class ExplainedConfig
{
    private readonly Situation _situation;
    private readonly Configuration _requested;
    private readonly string _text;
    private readonly IReadOnlyList<string> _warnings;
    private readonly Lazy<IReadOnlyList<Verdict>> _verdicts;

    internal ExplainedConfig(
        Situation situation,
        UnknownSymbols unknown,
        Configuration requested,
        string text,
        IReadOnlyList<string> warnings)
    {
        _situation = situation;
        _requested = requested;
        _text = text;
        _warnings = warnings;
        _verdicts = new(() => Judge(new Judge(situation, unknown)));
    }

    /// <summary>The values.</summary>
    public Configuration Configuration => _situation.Configuration;

    /// <summary>One verdict per fragment line: first those in effect, then the overridden ones.</summary>
    public IReadOnlyList<Verdict> Verdicts => _verdicts.Value;

    /// <summary>
    /// What conf prints to standard error, such as selects of symbols with unmet dependencies. Calculates all values;
    /// the warnings come in conf's order if nothing was calculated before.
    /// </summary>
    public IReadOnlyList<string> ReadWarnings()
    {
        Configuration.CalculateAll();
        return _warnings;
    }

    /// <summary>The verdict with the fewest settings to add for the requested value.</summary>
    public Verdict WithFix(Verdict verdict) => WithFixes([verdict])[0];

    /// <summary>
    /// The verdicts with settings to add for the requested values; all settings have been evaluated together.
    /// </summary>
    /// <param name="verdicts">Verdicts of this configuration.</param>
    /// <param name="progress">Gets how many values of how many are done.</param>
    public IReadOnlyList<Verdict> WithFixes(IReadOnlyList<Verdict> verdicts, Action<int, int>? progress = null)
    {
        var fixable = verdicts.Select(AsMeant).OfType<Verdict>().ToList();
        if (fixable.Count == 0)
            return verdicts;
        var trial = new FixTrial(_situation, _requested, _text);
        var found = new JointFixes(_situation, trial, progress).Find(fixable);
        var fixes = fixable.Zip(found).ToDictionary(
            pair => (pair.First.Requested.File, pair.First.Requested.Line), pair => pair.Second);
        return
        [
            .. verdicts.Select(verdict => AsMeant(verdict) is not { } meant ? verdict : verdict with
            {
                Fix = Corrected(fixes[(verdict.Requested.File, verdict.Requested.Line)], verdict, meant),
            }),
        ];
    }

    private static Fix Corrected(Fix fix, Verdict verdict, Verdict meant) => meant.Requested == verdict.Requested
        ? fix
        : fix with
        {
            Corrected = meant.Requested,
            Settings = [.. fix.Settings.Where(line => line != meant.Requested.ToConfigLine())],
            Replaced = [.. fix.Replaced.Where(line => line != verdict.Requested)],
        };

    /// <summary>A verdict that settings may change; null for others.</summary>
    private Verdict? AsMeant(Verdict verdict)
    {
        if (!verdict.IsMissing || verdict.Outcome is Outcome.Unknown or Outcome.OutOfRange)
            return null;
        if (verdict.Outcome != Outcome.WrongType)
            return verdict;
        var symbol = Configuration.Tree.Find(verdict.Requested.Symbol)!;
        return Explaining.Judge.Corrected(symbol, verdict.Requested) is { } meant
            ? verdict with { Requested = meant }
            : null;
    }

    private IReadOnlyList<Verdict> Judge(Judge judge) =>
    [
        .. _situation.Requests.RequestedValues.Select(judge.Of),
        .. _situation.Requests.Overridden.Select(pair => judge.OverriddenBy(pair.Earlier, pair.Later)),
    ];

    /// <summary>All facts about a symbol.</summary>
    public SymbolFacts FactsOf(Symbol symbol) => SymbolFacts.Of(symbol, _situation);
}
