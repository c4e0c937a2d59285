using System.Text.Json.Serialization;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps;

namespace KernelSplit.Splitting.Solving;

/// <summary>Why a module is in its package.</summary>
[JsonConverter(typeof(KebabCase<ReasonKind>))]
public enum ReasonKind
{
    /// <summary>A rule matches it.</summary>
    Rule,

    /// <summary>Modules that depend on it hold it there.</summary>
    NeededBy,

    /// <summary>It depends on modules that are there.</summary>
    Needs,

    /// <summary>Modules with a soft or weak dependency on it are there.</summary>
    SoftDependencyOf,

    /// <summary>No rule matches it and no dependency ties it to another package.</summary>
    Default,

    /// <summary>It was in that package already.</summary>
    Packaged,
}

/// <summary>Why a module is in its package.</summary>
/// <param name="Kind">Which of the ways led there.</param>
/// <param name="Rule">
/// The rule's place, <c>file:line</c>; when the module was moved, the rule that was overruled.
/// </param>
/// <param name="Because">That rule's sentence.</param>
/// <param name="Evidence">What matched.</param>
/// <param name="Modules">
/// The modules that hold it there, sorted: users for NeededBy and SoftDependencyOf, dependencies for Needs.
/// </param>
public sealed record Reason(
    ReasonKind Kind, string? Rule, string? Because, string? Evidence, IReadOnlyList<string> Modules)
{
    private const int MostNames = 3;

    /// <summary>Why a module is in a package, as a phrase whose subject is "it".</summary>
    public string Words(string package) => PlainText.Of(WordsOf(package));

    private string WordsOf(string package) => Kind switch
    {
        ReasonKind.Rule => $"{Because} ({Rule}): it {Evidence}",
        ReasonKind.NeededBy => $"{Some(Modules)} {(Modules.Count == 1 ? "needs" : "need")} it{Instead}",
        ReasonKind.SoftDependencyOf =>
            $"{Some(Modules)} {(Modules.Count == 1 ? "has" : "have")} a soft dependency on it",
        ReasonKind.Needs => $"it needs {Some(Modules)}{Instead}",
        ReasonKind.Packaged => "it was packaged there",
        _ => $"no rule matches it, and {package} is the default package",
    };

    private string Instead => Rule is null ? "" : $", although {Because} ({Rule})";

    private static string Some(IReadOnlyList<string> modules) => Names.Some(modules, MostNames);

    internal static Reason Of(RuleMatch match) =>
        new(ReasonKind.Rule, match.Rule.Place, match.Rule.Because, match.Evidence.Text, []);

    internal static Reason Moved(ReasonKind kind, RuleMatch? match, IEnumerable<string> modules) =>
        new(kind, match?.Rule.Place, match?.Rule.Because, match?.Evidence.Text,
            [.. modules.Order(StringComparer.Ordinal)]);

    /// <summary>All that is known of a module in a prebuilt package.</summary>
    public static Reason Packaged { get; } = new(ReasonKind.Packaged, null, null, null, []);

    internal static Reason Default { get; } = new(ReasonKind.Default, null, null, null, []);
}

/// <summary>The rule that matches a module.</summary>
internal sealed record RuleMatch(Rule Rule, Evidence Evidence);
