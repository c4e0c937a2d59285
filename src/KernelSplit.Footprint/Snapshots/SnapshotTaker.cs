using KernelSplit.Foundation;
using KernelSplit.Makefiles;
using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Verification;

namespace KernelSplit.Footprint.Snapshots;

/// <summary>Takes a snapshot of a split kernel.</summary>
/// <param name="Kernel">The kernel, read with the code digests of its modules.</param>
/// <param name="Plan">The placement of its modules, and what it is held to.</param>
public sealed record SnapshotTaker(KernelFacts Kernel, Plan Plan)
{
    /// <summary>Sizes of built packages; null to use the modules' sizes.</summary>
    public IReadOnlyList<PackageFootprint>? Sizes { get; init; }

    /// <summary>What its verification found; null of packages that are no split of ours.</summary>
    public VerificationResult? Verified { get; init; }

    /// <summary>The kernel's Makefiles, to find the Kconfig symbols of modules.</summary>
    public KernelMakefiles? Makefiles { get; init; }

    /// <summary>The same kernel and plan give the same snapshot.</summary>
    public Snapshot Take() => new()
    {
        Release = Kernel.Tree.Release,
        Version = Kernel.Config?.Version ?? Kernel.Tree.Release.Split('-', '+')[0],
        Architecture = Kernel.Tree.Architecture,
        Map = Plan.Map,
        Packages = Plan.Packages,
        Sizes = Sizes ?? PackageFootprint.Of(Plan),
        HasPackageSizes = Sizes is not null,
        Image = Kernel.Files.Image,
        Modules = [.. Plan.Placements.Select(Module)],
        BuiltIns = [.. Kernel.Tree.BuiltIns.Select(BuiltIn)],
        Contract =
        [
            .. (Verified?.Contract ?? []).Select(answer =>
                new SnapshotRequirement(
                    answer.Requirement.Target, answer.Requirement.Name, answer.IsSatisfied, answer.Words)
                {
                    Service = answer.Service,
                }),
        ],
        Findings =
        [
            .. (Verified?.Findings ?? [])
                .Where(found => found.Severity == Severity.Error && !IsToldOtherwise(found.Kind))
                .Select(found => found with { File = Path.GetFileName(found.File.TrimEnd('/')) }),
        ],
        Budgets = Plan.Terms.Budgets,
        Waivers = Plan.Terms.Waivers,
        NeverLose = Plan.Terms.NeverLose,
        Config = Kernel.Config?.Values ?? new Dictionary<string, string>(),
    };

    /// <summary>Contract and budgets are in a snapshot as such.</summary>
    private static bool IsToldOtherwise(DiagnosticKind kind) =>
        kind == DiagnosticKind.Budget || kind == DiagnosticKind.Contract || kind == DiagnosticKind.Elsewhere
        || kind == DiagnosticKind.NotLoadable;

    private SnapshotModule Module(Placement placement)
    {
        var module = Kernel.Tree.FindModule(placement.Module)
            ?? throw new InvalidOperationException($"the plan has {placement.Module}, the kernel doesn't");
        var loaded = module.Sections.Where(section => section.IsLoaded).Sum(section => section.Size);
        var info = module.ModInfo;
        return new SnapshotModule(
            module.Path, placement.Package, module.InstalledSize, loaded, module.Digest, module.CodeDigest,
            placement.Reason)
        {
            Dependencies = module.Dependencies,
            Aliases = Sorted(info.Aliases),
            Firmware = Sorted(info.Firmware),
            Parameters = Sorted(info.Parameters.Select(parameter => parameter.Name)),
            Exports = Sorted(module.Exports.Select(export => export.Name)),
            SoftDependencies = Sorted(info.SoftDeps.Select(softdep => softdep.Target).Concat(info.WeakDeps)),
            Symbols = Makefiles?.FindModule(module.SourcePath)?.Symbols ?? [],
        };
    }

    private static SnapshotBuiltIn BuiltIn(BuiltInModule builtIn) => new(builtIn.Name, builtIn.SourcePath)
    {
        Aliases = Sorted(builtIn.Aliases),
        Parameters = Sorted(builtIn.ModInfo.Parameters.Select(parameter => parameter.Name)),
    };

    private static string[] Sorted(IEnumerable<string> names) =>
        [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
