using KernelSplit.Foundation;
using KernelSplit.Makefiles.Conditions;

namespace KernelSplit.Makefiles.Directories;

/// <summary>What one directory's Makefile lists.</summary>
internal sealed record DirectoryContent(string Path)
{
    public IReadOnlyList<ListedObject> Objects { get; init; } = [];

    public IReadOnlyList<ListedObject> Directories { get; init; } = [];

    /// <summary>Where lists have unknown words, and why.</summary>
    public IReadOnlyList<Undecided> Unknowns { get; init; } = [];

    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
}
