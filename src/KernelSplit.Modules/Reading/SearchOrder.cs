using KernelSplit.Diagnostics;

namespace KernelSplit.Modules.Reading;

/// <summary>
/// Which of several modules of one name modprobe loads: depmod's <c>search</c> order (depmod.d(5)), by default
/// <c>updates</c> first; the distributions that ship <c>extra</c> and <c>weak-updates</c> put them before all others.
/// </summary>
internal static class SearchOrder
{
    private static readonly string[] Directories = ["updates/", "extra/", "weak-updates/"];

    /// <summary>Sorted by path, ordinal.</summary>
    /// <exception cref="InvalidInputException">Nothing decides between two of them.</exception>
    public static List<ParsedModule> Choose(IEnumerable<ParsedModule> modules, List<Diagnostic> diagnostics)
    {
        var chosen = new Dictionary<string, ParsedModule>(StringComparer.Ordinal);
        var mistakes = new List<Diagnostic>();
        foreach (var module in modules.OrderBy(module => module.Module.Path, StringComparer.Ordinal))
        {
            if (chosen.TryAdd(module.Module.Name, module))
                continue;
            var rival = chosen[module.Module.Name];
            var (first, second) = Rank(module) < Rank(rival) ? (module, rival) : (rival, module);
            chosen[module.Module.Name] = first;
            if (Rank(first) == Rank(second))
                mistakes.Add(Describe(first, second));
            else
                diagnostics.Add(Diagnostic.Warning(second.File.Display, $"is hidden by {first.File.Display}: not read"));
        }
        return mistakes.Count == 0
            ? [.. chosen.Values.OrderBy(module => module.Module.Path, StringComparer.Ordinal)]
            : throw new InvalidInputException(mistakes);
    }

    private static int Rank(ParsedModule module)
    {
        var rank = Array.FindIndex(Directories, name => module.Module.Path.StartsWith(name, StringComparison.Ordinal));
        return rank < 0 ? Directories.Length : rank;
    }

    private static Diagnostic Describe(ParsedModule module, ParsedModule rival) => Diagnostic.Error(
        module.File.Display, $"module {module.Module.Name} is also in {rival.File.Display}", "Keep one of the files");
}
