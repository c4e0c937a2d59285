using KernelSplit.Kconfig.Merging;

namespace KernelSplit.Splitting.Targets;

/// <summary>Which lines of fragments set a Kconfig symbol.</summary>
public sealed class FragmentIndex(DataDirectories data)
{
    private readonly Lazy<ILookup<string, string>> _places = new(() => data.Fragments
        .SelectMany(
            file => ConfigText.ReadFile(file.Path, []),
            (file, assignment) => (assignment.Symbol, Place: $"{file.Name}:{assignment.Line}"))
        .ToLookup(pair => pair.Symbol, pair => pair.Place, StringComparer.Ordinal));

    /// <param name="symbol">Without <c>CONFIG_</c>.</param>
    public IReadOnlyList<string> Of(string symbol) => [.. _places.Value[symbol]];
}
