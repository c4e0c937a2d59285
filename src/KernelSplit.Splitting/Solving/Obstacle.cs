using KernelSplit.Splitting.Maps;

namespace KernelSplit.Splitting.Solving;

/// <summary>The modules that keep one out of a package.</summary>
/// <param name="IsNeeded">Whether the module needs them and the package doesn't reach them; else they need the
/// module.</param>
/// <param name="Modules">Which those are.</param>
internal sealed record Obstacle(bool IsNeeded, IReadOnlyList<string> Modules)
{
    public static Obstacle Find(
        string module,
        string package,
        CandidatePackages candidates,
        PackageReach reach,
        IReadOnlyDictionary<string, string> placed)
    {
        var needed = candidates.Needs(module)
            .Where(other => placed.TryGetValue(other, out var there) && !reach.Serves(package, there)).ToList();
        if (needed.Count > 0)
            return new Obstacle(true, needed);
        // Modules that aren't placed yet can be in the way too: a user that would need this one here and another out of
        // reach, or, in a map with several roots, a dependency that has no place left.
        var users = candidates.Users(module).Where(user => !candidates.CanReach(user, package)).ToList();
        return users.Count > 0
            ? new Obstacle(false, users)
            : new Obstacle(
                true, [.. candidates.Needs(module).Where(other => (candidates.Of(other) & reach.From(package)) == 0)]);
    }
}
