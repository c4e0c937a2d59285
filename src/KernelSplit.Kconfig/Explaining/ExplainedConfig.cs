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

    internal ExplainedConfig(Situation situation, UnknownSymbols unknown, Configuration asked, string text, IReadOnlyList<string> warnings)
    {
        _situation = situation;
        _asked = asked;
        _text = text;
        Warnings = warnings;
        var judge = new Judge(situation, unknown);
        Verdicts =
        [
            .. situation.Requests.Requests.Select(judge.Of),
            .. situation.Requests.Superseded.Select(pair => judge.OverriddenBy(pair.Earlier, pair.Later)),
        ];
    }

    /// <summary>The values.</summary>
    public Configuration Configuration => _situation.Configuration;

    /// <summary>One verdict for every line of the fragments: first those that count, then those that later lines replace.</summary>
    public IReadOnlyList<Verdict> Verdicts { get; }

    /// <summary>What conf would print to standard error, such as selects of symbols whose dependencies don't hold.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The verdict with the fewest further settings that make the line land, each of them evaluated.</summary>
    public Verdict WithFix(Verdict verdict) => verdict switch
    {
        { IsLost: false } or { Outcome: Outcome.Unknown or Outcome.WrongType or Outcome.OutOfRange } => verdict,
        _ => verdict with { Fix = new FixSearch(_situation, _asked, _text).Find(verdict) },
    };

    /// <summary>All that there is to say about a symbol.</summary>
    public SymbolFacts FactsOf(Symbol symbol) => SymbolFacts.Of(symbol, _situation);
}
