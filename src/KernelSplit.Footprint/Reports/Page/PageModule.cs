using KernelSplit.Footprint.Changes;
using KernelSplit.Footprint.Snapshots;

namespace KernelSplit.Footprint.Reports.Page;

/// <summary>A module as page.js gets it.</summary>
/// <param name="Name">With <c>_</c>.</param>
/// <param name="Path">Below lib/modules/RELEASE.</param>
/// <param name="Fate">What became of it, in a word.</param>
/// <param name="State">The name of its <see cref="ModuleState"/>.</param>
/// <param name="Package">Where it lies, or both packages.</param>
/// <param name="Then">As the old release has it.</param>
/// <param name="Now">As the new one has it.</param>
/// <param name="Needs">The places of its dependencies; of one that went, those it had.</param>
internal sealed record PageModule(
    string Name, string Path, string Fate, string State, string Package, PageModuleVersion? Then, PageModuleVersion? Now, int[] Needs)
{
    /// <summary>What changed, in a few words.</summary>
    public string? Changed { get; init; }

    /// <summary>What it gained and lost, by what that is: <c>aliases</c>.</summary>
    public IReadOnlyDictionary<string, SetChange>? Sets { get; init; }

    /// <summary>The Kconfig symbols that build it.</summary>
    public IReadOnlyList<string>? Symbols { get; init; }

    public static PageModule Of(ModuleChange module, ModuleNames names, Reasons reasons)
    {
        var latest = (module.Now ?? module.Then)!;
        var sets = ModuleWords.Sets(module).Where(set => !set.Change.IsNone).ToDictionary(set => set.Name, set => set.Change);
        return new PageModule(
            module.Name,
            module.Path,
            ModuleWords.Fate(module),
            ModuleStates.Of(module).Name,
            ModuleWords.Package(module),
            PageModuleVersion.Of(module.Then, reasons),
            PageModuleVersion.Of(module.Now, reasons),
            [.. names.Dependencies(latest)])
        {
            Changed = ModuleWords.Changed(module) is { Length: > 0 } changed ? changed : null,
            Sets = sets.Count > 0 ? sets : null,
            Symbols = latest.Symbols.Count > 0 ? latest.Symbols : null,
        };
    }
}

/// <summary>A module in one release.</summary>
/// <param name="Package">Its name.</param>
/// <param name="Size">Bytes as installed.</param>
/// <param name="Loaded">Bytes in memory.</param>
/// <param name="Why">The number of the reason for its package.</param>
internal sealed record PageModuleVersion(string Package, long Size, long Loaded, int Why)
{
    public static PageModuleVersion? Of(SnapshotModule? module, Reasons reasons) => module is null
        ? null
        : new(module.Package, module.Size, module.LoadedSize, reasons.IndexOf(module.Reason.Words(module.Package)));
}
