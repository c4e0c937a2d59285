using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;

namespace KernelSplit.Splitting.Solving;

/// <summary>Finds rules that decide about no module: they match none, or earlier rules match all of these.</summary>
/// <param name="kernel">The kernel.</param>
/// <param name="map">Its map.</param>
/// <param name="matches">The match that decided about each of the kernel's modules.</param>
internal sealed class RuleCheck(KernelFacts kernel, PackageMap map, IReadOnlyList<RuleMatch?> matches)
{
    private const int MostNames = 3;

    public IEnumerable<Diagnostic> Run()
    {
        var deciding = matches.OfType<RuleMatch>().Select(match => match.Rule.Number).ToHashSet();
        return map.Rules.Where(rule => !deciding.Contains(rule.Number)).Select(Check).OfType<Diagnostic>();
    }

    private Diagnostic? Check(Rule rule)
    {
        var matched = kernel.Tree.Modules.Zip(matches)
            .Where(pair => rule.When.Test(pair.First, kernel) is not null).ToList();
        if (matched.Count > 0)
            return rule.IsInherited || MayMatchNothing(rule) ? null : Shadowed(rule, matched);
        return MayMatchNothing(rule)
            ? null
            : Diagnostic.Error(DiagnosticKind.UnusedRule,
                rule.File, $"this rule for {rule.To} matches no module of {kernel.Tree.Release}",
                    Elsewhere(rule) ?? "If that is expected, mark it with optional", rule.Line);
    }

    /// <summary>
    /// A rule that is right elsewhere, hidden by the rules of a map that extends its own, is no mistake.
    /// </summary>
    private static Diagnostic Shadowed(Rule rule, List<(KernelModule Module, RuleMatch? Match)> matched)
    {
        var before = matched.Select(pair => pair.Match!.Rule.Place).Distinct().ToList();
        return Diagnostic.Warning(DiagnosticKind.Shadowed,
            rule.File,
            $"this rule for {rule.To} never decides: {string.Join(", ", before)} "
                + $"{(before.Count == 1 ? "comes" : "come")} first for all that it matches "
                + $"({Names.Some([.. matched.Select(pair => pair.Module.Name)], MostNames)})",
            "Move it up, or remove it",
            rule.Line);
    }

    private bool MayMatchNothing(Rule rule)
    {
        var architecture = Architecture.OfKbuild(kernel.Tree.Architecture)?.Name ?? "";
        return rule.MayMatchNothing is { } scope && scope.Covers(architecture, kernel.Tree.Release);
    }

    /// <summary>What the modules that a rule names have become.</summary>
    private string? Elsewhere(Rule rule)
    {
        var found = rule.When.Names.Select(WhereIs).OfType<string>().Take(MostNames).ToList();
        return found.Count == 0 ? null : string.Join("; ", found);
    }

    private string? WhereIs(string name)
    {
        var module = name[(name.LastIndexOf('/') + 1)..];
        if (kernel.Tree.FindModule(module) is { } elsewhere)
            return $"{elsewhere.Name} moved to {elsewhere.SourcePath}";
        return kernel.Tree.FindBuiltIn(module) is { } builtIn ? $"{builtIn.Name} is built in" : null;
    }
}
