using KernelSplit.Makefiles.Sources;

namespace KernelSplit.Footprint.Impact;

/// <summary>What one touched file reaches.</summary>
/// <param name="File">Who named it, and where.</param>
/// <param name="Reach">What the source says.</param>
/// <param name="Modules">The modules of <paramref name="Reach"/>, found in this kernel.</param>
public sealed record FileAnswer(TouchedFile File, SourceReach Reach, IReadOnlyList<TouchedModule> Modules)
{
    public IEnumerable<string> Packages => Modules.Select(module => module.Package).OfType<string>().Distinct(StringComparer.Ordinal);
}
