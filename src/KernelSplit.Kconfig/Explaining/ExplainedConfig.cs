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

    /// <summary>The verdict with the fewest settings to add for the requested value, each evaluated.</summary>
    public Verdict WithFix(Verdict verdict) => verdict switch
    {
        { IsMissing: false } or { Outcome: Outcome.Unknown or Outcome.WrongType or Outcome.OutOfRange } => verdict,
        _ => verdict with { Fix = new FixSearch(_situation, _requested, _text).Find(verdict) },
    };

    private IReadOnlyList<Verdict> Judge(Judge judge) =>
    [
        .. _situation.Requests.RequestedValues.Select(judge.Of),
        .. _situation.Requests.Overridden.Select(pair => judge.OverriddenBy(pair.Earlier, pair.Later)),
    ];

    /// <summary>All facts about a symbol.</summary>
    public SymbolFacts FactsOf(Symbol symbol) => SymbolFacts.Of(symbol, _situation);
}
