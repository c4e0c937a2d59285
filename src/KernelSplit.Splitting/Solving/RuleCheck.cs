using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Modules.Aliases;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Maps.Conditions;

namespace KernelSplit.Splitting.Solving;

/// <summary>
/// Finds rules that decide about no module, as they match none or earlier rules match all of these, and names in rules
/// that are no module's.
/// </summary>
/// <param name="kernel">The kernel.</param>
/// <param name="map">Its map.</param>
/// <param name="matches">The match that decided about each of the kernel's modules.</param>
internal sealed class RuleCheck(KernelFacts kernel, PackageMap map, IReadOnlyList<RuleMatch?> matches)
{
    private const int MostNames = 3;

    private readonly ModuleLookup _lookup = new(kernel.Tree);
    private readonly bool _isFlat = kernel.Tree.Modules.All(module => !module.Path.Contains('/'));

    public IEnumerable<Diagnostic> Run()
    {
        var deciding = matches.OfType<RuleMatch>().Select(match => match.Rule.Number).ToHashSet();
        return [.. WithoutPaths(), .. map.Rules.SelectMany(rule => Check(rule, deciding.Contains(rule.Number)))];
    }

    /// <summary>Some distributions install all modules in one directory; then no rule for a path can match.</summary>
    private IEnumerable<Diagnostic> WithoutPaths()
    {
        var rules = map.Rules.Where(rule => rule.When.TestsPath).ToList();
        if (!_isFlat || rules.Count == 0)
            yield break;
        yield return Diagnostic.Warning(
            DiagnosticKind.UnusedRule, kernel.Tree.Source,
            $"all modules are in one directory, so that rules which test a path match nothing: "
                + Names.Some([.. rules.Select(rule => rule.Place)], MostNames),
            "Test names, aliases or imported symbols instead, or kconfig with the kernel's source");
    }

    private IEnumerable<Diagnostic> Check(Rule rule, bool decides)
    {
        if (MayMatchNothing(rule) || (_isFlat && rule.When.TestsPath))
            return [];
        if (decides)
            return GoneNames(rule);
        var matched = kernel.Tree.Modules.Zip(matches)
            .Where(pair => rule.When.Test(pair.First, kernel) is not null).ToList();
        return matched.Count == 0 ? [MatchesNothing(rule)]
            : rule.IsInherited ? GoneNames(rule)
            : [Shadowed(rule, matched), .. GoneNames(rule)];
    }

    private Diagnostic MatchesNothing(Rule rule)
    {
        var now = rule.When.Names.Select(WhatBecameOf).OfType<string>().Take(MostNames).ToList();
        return Diagnostic.Error(
            DiagnosticKind.UnusedRule, rule.File,
            $"this rule for {rule.To} matches no module of {kernel.Tree.Release}",
            now.Count == 0 ? "If that is expected, mark it with optional" : string.Join("; ", now), rule.Line);
    }

    /// <summary>Each is reported where the map lists it.</summary>
    private IEnumerable<Diagnostic> GoneNames(Rule rule) => rule.When.Names.Distinct().Where(IsGone)
        .Select(entry => Diagnostic.Error(
            DiagnosticKind.UnusedRule, rule.File,
            $"{entry.Text} is no module of {kernel.Tree.Release}"
                + (WhatBecameOf(entry) is { } now ? $": {now}" : ""),
            "Remove it from the rule, or mark the rule with optional", entry.Line, entry.Column));

    private bool IsGone(ListEntry entry) =>
        ModuleOf(entry) is not { } module || (entry.IsPath && module.SourcePath != entry.Text);

    private KernelModule? ModuleOf(ListEntry entry) =>
        kernel.Tree.FindModule(entry.Text[(entry.Text.LastIndexOf('/') + 1)..]);

    /// <summary>
    /// A rule that is right elsewhere, hidden by the rules of a map that extends its own, is no mistake.
    /// </summary>
    private static Diagnostic Shadowed(Rule rule, List<(KernelModule Module, RuleMatch? Match)> matched)
    {
        var before = matched.Select(pair => pair.Match!.Rule.Place).Distinct().ToList();
        return Diagnostic.Warning(
            DiagnosticKind.Shadowed,
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

    /// <summary>Nothing where nothing like it is left.</summary>
    private string? WhatBecameOf(ListEntry entry)
    {
        if (ModuleOf(entry) is { } module)
            return $"{module.Name} moved to {module.SourcePath}";
        var name = entry.Text[(entry.Text.LastIndexOf('/') + 1)..];
        var found = _lookup.Resolve(name);
        return found.Count == 0 ? null
            : found[0].IsBuiltIn ? $"{found[0].Name} is built in"
            : $"modprobe loads {found[0].Name} for that name";
    }
}
