using System.Text.Json.Serialization;
using KernelSplit.Footprint.Snapshots;

namespace KernelSplit.Footprint.Changes;

/// <summary>What became of a module.</summary>
public enum ModuleFate
{
    /// <summary>Both releases have it.</summary>
    Kept,

    /// <summary>Only the new one has it.</summary>
    Added,

    /// <summary>Only the old one has it.</summary>
    Removed,

    /// <summary>The new one has it by another name.</summary>
    Renamed,

    /// <summary>It is part of the kernel image now.</summary>
    BuiltIn,

    /// <summary>It was part of the kernel image.</summary>
    Modular,
}

/// <summary>A module of one or both releases, and what is different.</summary>
/// <param name="Then">As the old release has it; nothing where that has none.</param>
/// <param name="Now">As the new one has it.</param>
/// <param name="Fate">What became of it.</param>
/// <param name="HasNewCode">Whether what runs is different; nothing where that can't be compared.</param>
public sealed record ModuleChange(
    [property: JsonIgnore] SnapshotModule? Then, [property: JsonIgnore] SnapshotModule? Now, ModuleFate Fate, bool? HasNewCode)
{
    public string Name => (Now ?? Then)!.Name;

    /// <summary>The old name of one that was renamed.</summary>
    public string? OldName => Fate == ModuleFate.Renamed ? Then!.Name : null;

    /// <summary>Where its file is, or was, below lib/modules/RELEASE.</summary>
    public string Path => (Now ?? Then)!.Path;

    public string? OldPackage => Then?.Package;

    public string? NewPackage => Now?.Package;

    /// <summary>Bytes as installed.</summary>
    public long? OldSize => Then?.Size;

    /// <inheritdoc cref="OldSize"/>
    public long? NewSize => Now?.Size;

    /// <summary>Both releases have it, in different packages.</summary>
    public bool IsMoved => Then is not null && Now is not null && Then.Package != Now.Package;

    /// <summary>Why it was where it was, in half a sentence; only of modules that moved or went.</summary>
    public string? OldReason => Now is null || IsMoved ? Then?.Reason.Words(Then.Package) : null;

    /// <summary>Why it is where it is, in half a sentence; only of modules that moved or came.</summary>
    public string? NewReason => Then is null || IsMoved ? Now?.Reason.Words(Now.Package) : null;

    public SetChange Aliases { get; init; } = SetChange.None;

    public SetChange Dependencies { get; init; } = SetChange.None;

    public SetChange Firmware { get; init; } = SetChange.None;

    public SetChange Parameters { get; init; } = SetChange.None;

    public SetChange Exports { get; init; } = SetChange.None;

    /// <summary>Of softdep and weakdep.</summary>
    public SetChange Wishes { get; init; } = SetChange.None;

    /// <summary>Bytes that it grew by.</summary>
    [JsonIgnore]
    public long Growth => (NewSize ?? 0) - (OldSize ?? 0);

    /// <summary>Whether there is anything to tell beyond its having been built anew.</summary>
    [JsonIgnore]
    public bool IsTold => Fate != ModuleFate.Kept || HasNewCode != false || IsMoved
        || new[] { Aliases, Dependencies, Firmware, Parameters, Exports, Wishes }.Any(change => !change.IsNone);

    /// <param name="then">As the old release has it.</param>
    /// <param name="now">As the new one has it.</param>
    /// <param name="comparesCode">Whether both were built for the same processor.</param>
    public static ModuleChange Between(SnapshotModule then, SnapshotModule now, bool comparesCode) => new(
        then,
        now,
        then.Name == now.Name ? ModuleFate.Kept : ModuleFate.Renamed,
        comparesCode && then.Code is not null && now.Code is not null ? then.Code != now.Code : null)
    {
        Aliases = SetChange.Between(then.Aliases, now.Aliases),
        Dependencies = SetChange.Between(then.Dependencies, now.Dependencies),
        Firmware = SetChange.Between(then.Firmware, now.Firmware),
        Parameters = SetChange.Between(then.Parameters, now.Parameters),
        Exports = SetChange.Between(then.Exports, now.Exports),
        Wishes = SetChange.Between(then.Wishes, now.Wishes),
    };
}
