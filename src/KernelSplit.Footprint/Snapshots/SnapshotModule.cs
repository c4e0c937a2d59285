using System.Text.Json.Serialization;
using KernelSplit.Modules;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Verification;

namespace KernelSplit.Footprint.Snapshots;

/// <summary>A module in a snapshot.</summary>
/// <param name="Path">Relative to lib/modules/RELEASE, as installed.</param>
/// <param name="Package">The package that it is in.</param>
/// <param name="Size">Bytes of the file as installed.</param>
/// <param name="LoadedSize">Bytes of its sections that are loaded into memory.</param>
/// <param name="File">The first half of the installed file's SHA-256, hexadecimal.</param>
/// <param name="Code">
/// The same for its code: <see cref="KernelModule.CodeDigest"/>. Null for a module without symbols.
/// </param>
/// <param name="Reason">Why it is in that package.</param>
public sealed record SnapshotModule(
    string Path, string Package, long Size, long LoadedSize, string? File, string? Code, Reason Reason)
{
    private string? _name;

    [JsonIgnore]
    public string Name => _name ??= ModulePath.NameOf(Path);

    [JsonIgnore]
    public string SourcePath => ModulePath.SourcePathOf(Path);

    /// <summary>Names of its direct dependencies, sorted.</summary>
    public IReadOnlyList<string> Dependencies { get; init; } = [];

    /// <summary>Sorted, each once.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Paths below /lib/firmware, sorted, each once.</summary>
    public IReadOnlyList<string> Firmware { get; init; } = [];

    /// <summary>Names of its parameters, sorted.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>Symbols that it exports, sorted.</summary>
    public IReadOnlyList<string> Exports { get; init; } = [];

    /// <summary>Targets of its softdeps and weakdeps, sorted.</summary>
    public IReadOnlyList<string> SoftDependencies { get; init; } = [];

    /// <summary>The Kconfig symbols that build it; empty without the kernel source.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = [];
}

/// <summary>Built-in code that could have been a module.</summary>
/// <param name="Name">With <c>_</c>.</param>
/// <param name="Path">Its object in the source, without suffix; null for code that only has parameters.</param>
public sealed record SnapshotBuiltIn(string Name, string? Path)
{
    /// <summary>Sorted, each once.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Names of its parameters, sorted.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];
}

/// <summary>Whether a kernel satisfies one requirement of a target.</summary>
/// <param name="Target">The target that requires it.</param>
/// <param name="Name">The device's name, or the module's.</param>
/// <param name="IsSatisfied">Whether the package that must contain its driver, or the module, does.</param>
/// <param name="Explanation">By what, or why not, in half a sentence.</param>
public sealed record SnapshotRequirement(string Target, string Name, bool IsSatisfied, string Explanation)
{
    /// <summary>How it is served; null in snapshots that don't tell.</summary>
    public Service? Service { get; init; }
}
