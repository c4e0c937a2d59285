namespace KernelSplit.Splitting.Solving;

/// <summary>Modules that are in a package only because packages that require it share them.</summary>
public static class SharedHelpers
{
    /// <summary>
    /// Those of one package: no rule, no soft dependency, and no other module of that package holds them there.
    /// </summary>
    public static IReadOnlyList<Placement> In(Plan plan, string package)
    {
        var here = plan.In(package).ToDictionary(placement => placement.Module, StringComparer.Ordinal);
        var open = new Stack<string>(
            here.Values.Where(placement => placement.Reason.Kind != ReasonKind.NeededBy).Select(placement =>
                placement.Module));
        while (open.TryPop(out var held))
        {
            if (!here.Remove(held, out var placement))
                continue;
            foreach (var needed in placement.Dependencies)
                open.Push(needed);
        }

        return [.. plan.Placements.Where(placement => here.ContainsKey(placement.Module))];
    }
}
