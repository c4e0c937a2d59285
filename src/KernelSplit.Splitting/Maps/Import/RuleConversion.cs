using KernelSplit.Foundation;

namespace KernelSplit.Splitting.Maps.Import;

/// <summary>A rule of Fedora's as globs.</summary>
/// <param name="Rule">Fedora's.</param>
/// <param name="Globs">Paths that it takes; none when it could not be carried over.</param>
/// <param name="Comments">What is different.</param>
internal sealed record ConvertedRule(FedoraRule Rule, IReadOnlyList<string> Globs, IReadOnlyList<string> Comments);

/// <summary>Converts rules, and collects what is different.</summary>
internal sealed class RuleConversion(FedoraMap fedora)
{
    private readonly List<Diagnostic> _remarks = [];
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);
    private List<string> _comments = [];
    private int _literalDots;

    /// <returns>The rules in the order in which they are tried: exact ones first, the default last.</returns>
    public (IReadOnlyList<ConvertedRule> Rules, IReadOnlyList<Diagnostic> Remarks) Run()
    {
        var rules = fedora.Rules.Where(rule => rule.IsExact).Concat(fedora.Rules.Where(
            rule => !rule.IsExact)).Select(Convert).ToList();
        if (fedora.Default is { } last)
            rules.Add(new ConvertedRule(last, ["**"], []));
        else
            Remark(
                Severity.Warning, 0, 0, "no rule is the default",
                "Check which package of the map has \"default: true\"");
        if (_literalDots > 0)
            Remark(Severity.Note, 0, 0,
                $"the dot of \".ko\" is taken for a dot in {_literalDots} {(_literalDots == 1 ? "rule" : "rules")}; "
                + "in Fedora it is any character");
        if (fedora.LeftOut.Count > 0)
            Remark(Severity.Note, fedora.LeftOut[0], 0,
                "left out, for other variants only: "
                + (fedora.LeftOut.Count == 1 ? "this" : $"lines {string.Join(", ", fedora.LeftOut)}"),
                "Select variants with --variant");
        return (rules, [.. _remarks.OrderBy(remark => remark.Line).ThenBy(remark => remark.Column)]);
    }

    private ConvertedRule Convert(FedoraRule rule)
    {
        _comments = [];
        var globs = GlobsOf(rule);
        if (rule.IgnoresDependencies && globs.Count > 0)
            Report(rule, Severity.Warning, 0,
                "ignore_deps is not carried over: what these modules depend on must be "
                + "within the reach of their package");
        return new ConvertedRule(rule, globs, _comments);
    }

    private IReadOnlyList<string> GlobsOf(FedoraRule rule)
    {
        try
        {
            var (first, others, othersAt) = PathRegex.Read(rule.Regex);
            if (others.Count > 0)
                Report(rule, Severity.Error, othersAt,
                    "left out what follows \"|\": Fedora puts the first directory only before the first part. "
                    + "Write (a|b)");
            var found = PathGlobs.Of(first);
            _literalDots += found.IsDotLiteral ? 1 : 0;
            if (found.DependsOnCompression)
                Report(rule, Severity.Warning, 0,
                    "in Fedora the match depends on how modules are compressed, here it doesn't");
            if (found.Globs.Count == 0)
                Report(rule, Severity.Warning, 0, "left out: no module's path can match it");
            return New(rule, found.Globs);
        }
        catch (NoGlobException e)
        {
            Report(rule, Severity.Error, e.Offset, $"left out: a path glob can't express {e.Message}");
            return [];
        }
    }

    /// <summary>What no rule before has.</summary>
    private List<string> New(FedoraRule rule, IReadOnlyList<string> globs)
    {
        var known = globs.Where(_lines.ContainsKey).ToList();
        if (globs.Count > 0 && known.Count == globs.Count)
            Report(rule, Severity.Warning, 0,
                $"left out: line {_lines[globs[0]]} matches the same modules and comes first");
        foreach (var glob in globs)
            _lines.TryAdd(glob, rule.Line);
        return [.. globs.Except(known)];
    }

    private void Report(FedoraRule rule, Severity severity, int offset, string message)
    {
        _comments.Add(message);
        Remark(severity, rule.Line, rule.Column + offset, $"\"{rule.Regex}\": {message}");
    }

    private void Remark(Severity severity, int line, int column, string message, string? hint = null) =>
        _remarks.Add(new Diagnostic(fedora.File, line, column, severity, message, hint)
        {
            Kind = DiagnosticKind.Imported,
        });
}
