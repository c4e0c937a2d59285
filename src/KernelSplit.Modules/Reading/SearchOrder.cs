using KernelSplit.Foundation;

namespace KernelSplit.Modules.Reading;

/// <summary>
/// Selects the module that modprobe loads if several have the same name: depmod's <c>search</c> order (depmod.d(5)), by
/// default <c>updates</c> first; distributions with <c>extra</c> and <c>weak-updates</c> put these before all others.
/// </summary>
internal static class SearchOrder
{
    private static readonly string[] Directories = ["updates/", "extra/", "weak-updates/"];

    /// <exception cref="InvalidInputException">Two of them have the same rank.</exception>
    public static List<ParsedModule> Choose(List<ParsedModule> modules, List<Diagnostic> diagnostics)
    {
        var names = new HashSet<string>(modules.Count, StringComparer.Ordinal);
        foreach (var module in modules)
            names.Add(module.Module.Name);
        return names.Count == modules.Count ? modules : ChooseByName(modules, diagnostics);
    }

    private static List<ParsedModule> ChooseByName(List<ParsedModule> modules, List<Diagnostic> diagnostics)
    {
        var chosen = new List<ParsedModule>();
        var errors = new List<Diagnostic>();
        foreach (var sameName in modules.GroupBy(module => module.Module.Name, StringComparer.Ordinal))
        {
            var ranked = sameName.OrderBy(Rank).ThenBy(module => module.Module.Path, StringComparer.Ordinal).ToList();
            chosen.Add(ranked[0]);
            foreach (var other in ranked.Skip(1))
            {
                if (Rank(other) == Rank(ranked[0]))
                    errors.Add(Describe(ranked[0], other));
                else
                {
                    diagnostics.Add(Diagnostic.Warning(DiagnosticKind.Hidden,
                        other.File.Display, $"is overridden by {ranked[0].File.Display}: not read"));
                }
            }
        }
        return errors.Count == 0
            ? chosen
            : throw new InvalidInputException([.. errors.OrderBy(error => error.File, StringComparer.Ordinal)]);
    }

    private static int Rank(ParsedModule module)
    {
        var rank = Array.FindIndex(Directories, name => module.Module.Path.StartsWith(name, StringComparison.Ordinal));
        return rank < 0 ? Directories.Length : rank;
    }

    private static Diagnostic Describe(ParsedModule module, ParsedModule other) =>
        Diagnostic.Error(DiagnosticKind.Hidden,
        module.File.Display, $"module {module.Module.Name} is also in {other.File.Display}", "Keep one of the files");
}
