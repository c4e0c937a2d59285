using KernelSplit.Foundation;
using KernelSplit.Kconfig.Dialects;
using KernelSplit.Kconfig.Explaining;
using KernelSplit.Kconfig.Merging;

namespace KernelSplit.Tests.Kconfig;

/// <summary>Fragments on a small Kconfig.</summary>
internal static class ExplainedTree
{
    public static ExplainedConfig Explain(this SmallTree tree, string fragment, Dialect? dialect = null)
    {
        var mistakes = new List<Diagnostic>();
        var lines = ConfigText.Read(fragment.Split('\n'), "my.config", mistakes);
        return new Explainer(tree.Read(dialect))
            .Complete(MergedConfig.Of(lines, mistakes, lastWins: true), "", "alldefconfig");
    }

    public static Verdict Verdict(this ExplainedConfig config, string symbol) =>
        config.Verdicts.Single(verdict => verdict.Requested.Symbol == symbol && verdict.Outcome != Outcome.Overridden);

    /// <summary>Reasons as lines, deeper ones indented.</summary>
    public static string Lines(IEnumerable<KconfigReason> reasons, int depth = 0) =>
        string.Concat(reasons.Select(reason =>
        $"{new string(' ', depth * 2)}{reason.Text}{(reason.File is null ? "" : $" ({reason.File}:{reason.Line})")}\n"
        + $"{Lines(reason.Because, depth + 1)}"));
}
