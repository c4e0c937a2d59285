using KernelSplit.Kconfig.Evaluation;
using KernelSplit.Kconfig.Fixing;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>A complete configuration that can say why it is as it is.</summary>
public sealed class ExplainedConfig
{
    private readonly Situation _situation;
    private readonly Configuration _asked;
    private readonly string _text;
    private readonly IReadOnlyList<string> _warnings;
    private readonly Lazy<IReadOnlyList<Verdict>> _verdicts;

    internal ExplainedConfig(Situation situation, UnknownSymbols unknown, Configuration asked, string text, IReadOnlyList<string> warnings)
    {
        _situation = situation;
        _asked = asked;
        _text = text;
        _warnings = warnings;
        _verdicts = new(() => Judge(new Judge(situation, unknown)));
    }

    /// <summary>The values.</summary>
    public Configuration Configuration => _situation.Configuration;

    /// <summary>One verdict for every line of the fragments: first those that count, then those that later lines replace.</summary>
    public IReadOnlyList<Verdict> Verdicts => _verdicts.Value;

    /// <summary>
    /// What conf would print to standard error, such as selects of symbols whose dependencies don't hold. Calculates all
    /// values; they come in conf's order when nothing was calculated before.
    /// </summary>
    public IReadOnlyList<string> ReadWarnings()
    {
        Configuration.Settle();
        return _warnings;
    }

    /// <summary>The verdict with the fewest further settings that make the line land, each of them evaluated.</summary>
    public Verdict WithFix(Verdict verdict) => verdict switch
    {
        { IsLost: false } or { Outcome: Outcome.Unknown or Outcome.WrongType or Outcome.OutOfRange } => verdict,
        _ => verdict with { Fix = new FixSearch(_situation, _asked, _text).Find(verdict) },
    };

    private IReadOnlyList<Verdict> Judge(Judge judge) =>
    [
        .. _situation.Requests.Requests.Select(judge.Of),
        .. _situation.Requests.Superseded.Select(pair => judge.OverriddenBy(pair.Earlier, pair.Later)),
    ];

    /// <summary>All that there is to say about a symbol.</summary>
    public SymbolFacts FactsOf(Symbol symbol) => SymbolFacts.Of(symbol, _situation);
}
