using System.Text.Json.Serialization;
using KernelSplit.Footprint.Snapshots;
using KernelSplit.Foundation;

namespace KernelSplit.Footprint.Changes;

/// <summary>How a module changed between two releases.</summary>
[JsonConverter(typeof(KebabCase<ModuleStatus>))]
public enum ModuleStatus
{
    /// <summary>It is in both releases.</summary>
    Kept,

    /// <summary>It is only in the new release.</summary>
    Added,

    /// <summary>It is only in the old release.</summary>
    Removed,

    /// <summary>It has another name in the new release.</summary>
    Renamed,

    /// <summary>It is built into the kernel image now.</summary>
    BuiltIn,

    /// <summary>It was built into the kernel image.</summary>
    Modular,
}

/// <summary>A module of one or both releases, and its changes.</summary>
/// <param name="Then">The module in the old release; null if it is not there.</param>
/// <param name="Now">The module in the new release; null if it is not there.</param>
/// <param name="Status">What changed.</param>
/// <param name="HasNewCode">Whether its code changed; null if that can't be compared.</param>
public sealed record ModuleChange(
    [property: JsonIgnore] SnapshotModule? Then, [property: JsonIgnore] SnapshotModule? Now, ModuleStatus Status,
    bool? HasNewCode)
{
    public string Name => (Now ?? Then)!.Name;

    /// <summary>The old name of a renamed module.</summary>
    public string? OldName => Status == ModuleStatus.Renamed ? Then!.Name : null;

    /// <summary>Its path in lib/modules/RELEASE, in the old release for a removed one.</summary>
    public string Path => (Now ?? Then)!.Path;

    public string? OldPackage => Then?.Package;

    public string? NewPackage => Now?.Package;

    /// <summary>Bytes as installed.</summary>
    public long? OldSize => Then?.Size;

    /// <inheritdoc cref="OldSize"/>
    public long? NewSize => Now?.Size;

    /// <summary>Whether it is in different packages in the two releases.</summary>
    public bool IsMoved => Then is not null && Now is not null && Then.Package != Now.Package;

    /// <summary>The reason for its old package; only for modules that were moved or removed.</summary>
    public string? OldReason => Now is null || IsMoved ? Then?.Reason.Words(Then.Package) : null;

    /// <summary>The reason for its new package; only for modules that were moved or added.</summary>
    public string? NewReason => Then is null || IsMoved ? Now?.Reason.Words(Now.Package) : null;

    public SetChange Aliases { get; init; } = SetChange.None;

    public SetChange Dependencies { get; init; } = SetChange.None;

    public SetChange Firmware { get; init; } = SetChange.None;

    public SetChange Parameters { get; init; } = SetChange.None;

    public SetChange Exports { get; init; } = SetChange.None;

    /// <summary>Targets of softdep and weakdep.</summary>
    public SetChange SoftDependencies { get; init; } = SetChange.None;

    /// <summary>Growth in bytes.</summary>
    [JsonIgnore]
    public long Growth => (NewSize ?? 0) - (OldSize ?? 0);

    /// <summary>Whether it is part of the report: not if it was only rebuilt.</summary>
    [JsonIgnore]
    public bool IsReported => Status != ModuleStatus.Kept || HasNewCode != false || IsMoved
        || new[] { Aliases, Dependencies, Firmware, Parameters, Exports, SoftDependencies }
            .Any(change => !change.IsNone);

    /// <param name="then">The module in the old release.</param>
    /// <param name="now">The module in the new release.</param>
    /// <param name="comparesCode">Whether both are built for the same architecture.</param>
    public static ModuleChange Between(SnapshotModule then, SnapshotModule now, bool comparesCode) => new(
        then,
        now,
        then.Name == now.Name ? ModuleStatus.Kept : ModuleStatus.Renamed,
        comparesCode && then.Code is not null && now.Code is not null ? then.Code != now.Code : null)
    {
        Aliases = SetChange.Between(then.Aliases, now.Aliases),
        Dependencies = SetChange.Between(then.Dependencies, now.Dependencies),
        Firmware = SetChange.Between(then.Firmware, now.Firmware),
        Parameters = SetChange.Between(then.Parameters, now.Parameters),
        Exports = SetChange.Between(then.Exports, now.Exports),
        SoftDependencies = SetChange.Between(then.SoftDependencies, now.SoftDependencies),
    };
}
