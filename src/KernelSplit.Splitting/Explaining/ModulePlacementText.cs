using KernelSplit.Foundation;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Splitting.Explaining;

/// <summary>Why a module is in its package, as text.</summary>
public static class ModulePlacementText
{
    private const int MostNames = 8;

    public static void Write(TextWriter to, PlanIndex index, Placement placement)
    {
        to.WriteLine(new PlacementSentence(index).Of(placement));
        // Where modules of several packages meet, each of these has its own reason.
        var holder = index.ChainOf(placement).Holder;
        if (holder.Reason.Kind is ReasonKind.NeededBy or ReasonKind.Needs)
        {
            foreach (var other in index.Holders(holder).DistinctBy(other => other.Package))
                to.WriteLine($"  {new PlacementSentence(index).Of(other)}");
        }

        to.WriteLine(
            $"It needs {Names(index.Dependencies(placement))}. Needed by {Names(index.Users(placement.Module))}.");
        to.WriteLine($"Its file is {placement.Path} of {index.Plan.Release}, {ByteSize.Format(placement.Size)}.");
    }

    private static string Names(IEnumerable<Placement> placements)
    {
        List<string> names = [.. placements.Select(placement => $"{placement.Module} ({placement.Package})")];
        return names.Count == 0 ? "no other module" : Foundation.Names.And(names, MostNames);
    }
}
