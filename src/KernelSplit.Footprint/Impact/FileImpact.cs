using KernelSplit.Makefiles.Sources;

namespace KernelSplit.Footprint.Impact;

/// <summary>What one changed file affects.</summary>
/// <param name="File">The file, and where it was named.</param>
/// <param name="Reach">What it affects according to the source.</param>
/// <param name="Modules">The modules of <paramref name="Reach"/>, looked up in this kernel.</param>
public sealed record FileImpact(ChangedFile File, SourceReach Reach, IReadOnlyList<ImpactedModule> Modules)
{
    public IEnumerable<string> Packages =>
        Modules.Select(module => module.Package).OfType<string>().Distinct(StringComparer.Ordinal);
}
