using System.Globalization;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Splitting.Explaining;

/// <summary>What a package holds and why, as text.</summary>
public static class PackageText
{
    private const int MostNames = 5;

    public static void Write(TextWriter to, PlanIndex index, PackageExplanation explanation)
    {
        var plan = index.Plan;
        var all = plan.Placements;
        var requires = explanation.Package.Requires.Count == 0 ? "It requires no other package"
            : $"It requires {Names.And(explanation.Package.Requires, int.MaxValue)}";
        to.WriteLine($"{explanation.Package.Name}: {explanation.Package.Summary}.");
        to.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"It holds {Count(explanation.Modules)} of the {all.Count} of {plan.Release}, "
            + $"{ByteSize.Format(explanation.Size)} of {ByteSize.Format(all.Sum(module => module.Size))}. "
                + $"{requires}."));
        if (explanation.Modules.Count == 0)
            return;
        var largest = explanation.Modules.Take(MostNames)
            .Select(module => $"{module.Module} ({ByteSize.Format(module.Size)})");
        to.WriteLine($"The largest are {Names.And(largest, MostNames)}.");
        foreach (var share in explanation.Shares)
            to.WriteLine(
                $"- {Count(share.Modules)}, {ByteSize.Format(share.Size)}: {Why(share)}: {Members(index, share)}.");
    }

    private static string Why(Share share) => share.Kind switch
    {
        ReasonKind.Rule =>
            $"a rule puts {(share.Modules.Count == 1 ? "it" : "each")} there because {share.Because} ({share.Rule})",
        ReasonKind.SoftDependencyOf => "soft dependencies of modules there",
        ReasonKind.NeededBy => "needed by modules there",
        ReasonKind.Needs => "needing modules that are there",
        _ => "matched by no rule and tied to no other package",
    };

    /// <summary>Of modules that others hold there, by whom.</summary>
    private static string Members(PlanIndex index, Share share) => share.Kind is ReasonKind.Rule or ReasonKind.Default
        ? Names.And(share.Modules.Select(module => module.Module), MostNames)
        : Names.And(
            share.Modules
                .GroupBy(module => BroughtBy(index, module))
                .OrderByDescending(group => group.Sum(module => module.Size))
                    .ThenBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => $"{Names.And(group.Select(module => module.Module), 2)} ({Relation(share.Kind)} "
                    + $"{group.Key})"),
            MostNames);

    private static string Relation(ReasonKind kind) =>
        kind is ReasonKind.NeededBy or ReasonKind.SoftDependencyOf ? "for" : "with";

    /// <summary>At the end of the chain: a module that a rule placed, or one of another package.</summary>
    private static string BroughtBy(PlanIndex index, Placement module)
    {
        var end = index.ChainOf(module).Holder;
        return end.Reason.Kind is ReasonKind.Rule or ReasonKind.Default
            ? end.Module
            : index.Holders(end).Select(holder => holder.Module).FirstOrDefault("");
    }

    private static string Count(IReadOnlyCollection<Placement> modules) =>
        string.Create(CultureInfo.InvariantCulture, $"{modules.Count} {(modules.Count == 1 ? "module" : "modules")}");
}
