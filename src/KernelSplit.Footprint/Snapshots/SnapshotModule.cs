using System.Text.Json.Serialization;
using KernelSplit.Modules;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Footprint.Snapshots;

/// <summary>A module as a snapshot keeps it.</summary>
/// <param name="Path">Relative to lib/modules/RELEASE, as installed.</param>
/// <param name="Package">The package that it lies in.</param>
/// <param name="Size">Bytes of the file as installed.</param>
/// <param name="LoadedSize">Bytes of its sections that are in memory while it is loaded.</param>
/// <param name="File">The first half of the installed file's SHA-256, hexadecimal.</param>
/// <param name="Code">The same of what runs: <see cref="ModuleContent.Code"/>. Nothing for a module without symbols.</param>
/// <param name="Reason">Why it lies there.</param>
public sealed record SnapshotModule(string Path, string Package, long Size, long LoadedSize, string? File, string? Code, Reason Reason)
{
    private string? _name;

    [JsonIgnore]
    public string Name => _name ??= ModulePath.NameOf(Path);

    [JsonIgnore]
    public string SourcePath => ModulePath.SourcePathOf(Path);

    /// <summary>Names of the modules it can't be loaded without, direct ones, sorted.</summary>
    public IReadOnlyList<string> Dependencies { get; init; } = [];

    /// <summary>Sorted, each once.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Paths below /lib/firmware, sorted, each once.</summary>
    public IReadOnlyList<string> Firmware { get; init; } = [];

    /// <summary>Names of its parameters, sorted.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>Symbols that it offers to other modules, sorted.</summary>
    public IReadOnlyList<string> Exports { get; init; } = [];

    /// <summary>What it asks for with softdep and weakdep, sorted.</summary>
    public IReadOnlyList<string> Wishes { get; init; } = [];

    /// <summary>The Kconfig symbols that build it, where the kernel's source was there to tell.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = [];
}

/// <summary>Code of the kernel image that could have been a module.</summary>
/// <param name="Name">With <c>_</c>.</param>
/// <param name="Path">Where the source tree builds it, without suffix; nothing for code that only has parameters.</param>
public sealed record SnapshotBuiltIn(string Name, string? Path)
{
    /// <summary>Sorted, each once.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Names of its parameters, sorted.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];
}

/// <summary>How a kernel keeps one line of a target's contract.</summary>
/// <param name="Target">Who promises it.</param>
/// <param name="Name">The device's name, or the module's.</param>
/// <param name="IsKept">Whether the package that must serve it does.</param>
/// <param name="Words">By what, or why not, in half a sentence.</param>
public sealed record KeptPromise(string Target, string Name, bool IsKept, string Words);
