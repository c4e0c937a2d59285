using KernelSplit.Footprint.Changes;
using KernelSplit.Footprint.Snapshots;

namespace KernelSplit.Footprint.Reports.Page;

/// <summary>A module as page.js receives it.</summary>
/// <param name="Name">With <c>_</c>.</param>
/// <param name="Path">Relative to lib/modules/RELEASE.</param>
/// <param name="Status">What changed, in a word.</param>
/// <param name="State">The name of its <see cref="ModuleState"/>.</param>
/// <param name="Package">Its package, or both packages if it moved.</param>
/// <param name="Then">The module in the old release.</param>
/// <param name="Now">The module in the new release.</param>
/// <param name="Needs">The indexes of its dependencies; for a removed module, its former ones.</param>
internal sealed record PageModule(
    string Name, string Path, string Status, string State, string Package, PageModuleVersion? Then,
        PageModuleVersion? Now, int[] Needs)
{
    /// <summary>A short description of what changed.</summary>
    public string? Changed { get; init; }

    /// <summary>The changes of its lists, keyed by name: <c>aliases</c>.</summary>
    public IReadOnlyDictionary<string, SetChange>? Sets { get; init; }

    /// <summary>The Kconfig symbols that build it.</summary>
    public IReadOnlyList<string>? Symbols { get; init; }

    public static PageModule Of(ModuleChange module, ModuleNames names, Reasons reasons)
    {
        var latest = (module.Now ?? module.Then)!;
        var sets = ModuleLabels.Sets(module).Where(set => !set.Change.IsNone).ToDictionary(
            set => set.Name, set => set.Change);
        return new PageModule(
            module.Name,
            module.Path,
            ModuleLabels.Status(module),
            ModuleStates.Of(module).Name,
            ModuleLabels.Package(module),
            PageModuleVersion.Of(module.Then, reasons),
            PageModuleVersion.Of(module.Now, reasons),
            [.. names.Dependencies(latest)])
        {
            Changed = ModuleLabels.Changed(module) is { Length: > 0 } changed ? changed : null,
            Sets = sets.Count > 0 ? sets : null,
            Symbols = latest.Symbols.Count > 0 ? latest.Symbols : null,
        };
    }
}

/// <summary>A module in one release.</summary>
/// <param name="Package">Its name.</param>
/// <param name="Size">Bytes as installed.</param>
/// <param name="Loaded">Bytes in memory.</param>
/// <param name="Why">The index of the reason for its package.</param>
internal sealed record PageModuleVersion(string Package, long Size, long Loaded, int Why)
{
    public static PageModuleVersion? Of(SnapshotModule? module, Reasons reasons) => module is null
        ? null
        : new(module.Package, module.Size, module.LoadedSize, reasons.IndexOf(module.Reason.Words(module.Package)));
}
