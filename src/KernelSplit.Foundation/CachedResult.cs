using System.Text.Json.Serialization;

namespace KernelSplit.Foundation;

/// <summary>What a <see cref="CachedResult"/> is.</summary>
[JsonConverter(typeof(KebabCase<CachedState>))]
public enum CachedState
{
    Complete,

    /// <summary>Begun by a run that was interrupted; the next one resumes it, or starts over.</summary>
    Partial,

    /// <summary>A process uses or creates it; it can't be deleted.</summary>
    InUse,
}

/// <summary>An entry of the cache: a directory of a stage, or a file with what was read of a module tree.</summary>
/// <param name="Stage">The directory that it is in.</param>
/// <param name="Key">Its name there.</param>
/// <param name="Path">Its path.</param>
/// <param name="Size">The bytes of its files.</param>
/// <param name="LastUsed">When a run used it last.</param>
/// <param name="State">Whether it is complete and may be deleted.</param>
public sealed record CachedResult(
    string Stage, string Key, string Path, long Size, DateTimeOffset LastUsed, CachedState State);
