using KernelSplit.Splitting.Maps;

namespace KernelSplit.Splitting.Solving;

/// <summary>The modules that keep one out of a package.</summary>
/// <param name="IsNeeded">Whether the module needs them and the package doesn't reach them; else they need the
/// module.</param>
/// <param name="Modules">Which those are.</param>
internal sealed record Obstacle(bool IsNeeded, IReadOnlyList<int> Modules)
{
    public static Obstacle Find(
        int module,
        string package,
        NumberedModules modules,
        CandidatePackages candidates,
        PackageReach reach,
        IReadOnlyList<string?> placed)
    {
        int[] needs = modules.AllNeeds(module), users = modules.AllUsers(module);
        int[] needed = [.. needs.Where(other => placed[other] is { } there && !reach.Serves(package, there))];
        if (needed.Length > 0)
            return new Obstacle(true, needed);
        // Modules that aren't placed yet can be in the way too: a user that would need this one here and another out of
        // reach, or, in a map with several roots, a dependency that has no place left.
        int[] torn = [.. users.Where(user => (candidates.Of(user) & reach.To(package)) == 0)];
        if (torn.Length > 0)
            return new Obstacle(false, torn);
        int[] homeless = [.. needs.Where(other => (candidates.Of(other) & reach.From(package)) == 0)];
        if (homeless.Length > 0)
            return new Obstacle(true, homeless);
        // Each of its neighbours has a place, but not all of them at once.
        return modules.Users[module].Length > 0
            ? new Obstacle(false, modules.Users[module])
            : new Obstacle(true, modules.Needs[module]);
    }
}
