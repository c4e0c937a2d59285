using KernelSplit.Foundation;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Splitting.Explaining;

/// <summary>Why a module is in its package, in sentences for readers who don't know the kernel.</summary>
public sealed class PlacementSentence(PlanIndex index)
{
    private const int MostNames = 3;

    /// <summary>
    /// <c>vfio is in gpu: kvmgt needs it, and a rule puts kvmgt there because ... (cloud.yaml:65): it ...</c>
    /// </summary>
    public string Of(Placement placement) =>
        $"{placement.Module} is in {placement.Package}: {Why(placement)}.{Loser(placement)}";

    private string Why(Placement placement)
    {
        var chain = index.ChainOf(placement);
        List<string> clauses =
            [.. chain.Links.Select((link, place) => place == 0 ? First(placement, link) : $"{link.User} needs "
                + $"{link.Dependency}")];
        clauses.Add(End(chain.Holder, chain.Links.Count == 0 ? "it" : chain.Holder.Module));
        return Join(clauses);
    }

    /// <summary>Where no module outside of the package needs it, "only" says so.</summary>
    private string First(Placement placement, DependencyLink link)
    {
        if (link.User == placement.Module)
            return $"it needs {link.Dependency}";
        string[] users =
        [
            .. index.Users(placement.Module).Where(user => user.Package == placement.Package).Select(user =>
                user.Module),
        ];
        // The one that continues the chain is named first.
        var names = Names.And([link.User, .. users.Where(user => user != link.User)], MostNames);
        var only = index.Users(placement.Module).All(user => user.Package == placement.Package) ? "only " : "";
        return $"{only}{names} {(users.Length == 1 ? "needs" : "need")} it";
    }

    private string End(Placement holder, string name) => holder.Reason.Kind switch
    {
        ReasonKind.Rule => $"a rule puts {name} there because {holder.Reason.Because} ({holder.Reason.Rule}): it "
            + $"{holder.Reason.Evidence}",
        ReasonKind.Default =>
            $"no rule matches {name}, no module ties it to another package, "
            + $"and {holder.Package} is the default package",
        ReasonKind.Needs => $"{name} needs {Elsewhere(holder)}, which comes along with {holder.Package}",
        ReasonKind.SoftDependencyOf =>
            $"{Elsewhere(holder)} {(index.Holders(holder).Count == 1 ? "has" : "have")} a soft dependency on {name}",
        _ => $"{Elsewhere(holder)} {(index.Holders(holder).Count == 1 ? "needs" : "need")} {name}, and "
            + $"{holder.Package} is the nearest package that is installed wherever {name} is needed",
    };

    /// <summary>One of each package.</summary>
    private string Elsewhere(Placement placement)
    {
        var holders = index.Holders(placement);
        var examples = holders.DistinctBy(holder => holder.Package).ToList();
        List<string> names = [.. examples.Select(example => $"{example.Module} (in {example.Package})")];
        if (holders.Count > examples.Count)
            names.Add($"{holders.Count - examples.Count} more");
        return Names.And(names, int.MaxValue);
    }

    /// <summary>The rule that the module was moved against.</summary>
    private static string Loser(Placement placement) =>
        placement.Reason is { Kind: not ReasonKind.Rule, Rule: { } rule, Because: { } because }
        ? $" Another rule would put it elsewhere, because {because} ({rule}), but modules that need each other must be "
            + "installed together."
        : "";

    private static string Join(List<string> clauses) =>
        clauses.Count < 2 ? clauses[0] : $"{string.Join(", ", clauses[..^1])}, and {clauses[^1]}";
}
