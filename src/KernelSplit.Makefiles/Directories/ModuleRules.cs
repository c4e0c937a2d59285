namespace KernelSplit.Makefiles.Directories;

/// <summary>Combines an object's lines in its Makefile with the directories that lead there.</summary>
internal static class ModuleRules
{
    public static Dictionary<string, ModuleRule> Join(IEnumerable<DirectoryContent> contents, Reach reach)
    {
        var rules = new Dictionary<string, ModuleRule>(StringComparer.Ordinal);
        foreach (var content in contents.OrderBy(content => content.Path, StringComparer.Ordinal))
        {
            var route = reach.To(content.Path);
            foreach (var listed in content.Objects)
            {
                var rule = Rule(listed, route);
                rules[listed.Path] = rules.TryGetValue(listed.Path, out var other) ? Both(other, rule) : rule;
            }
        }

        return rules;
    }

    private static ModuleRule Rule(ListedObject listed, Reach.Route route) => new()
    {
        Path = listed.Path,
        Lines = listed.Lines,
        Directories = route.Steps,
        Parts = listed.Parts,
        // kbuild removes from obj-m what is in obj-y (scripts/Makefile.lib).
        Module = route.Visited & listed.Module & !listed.BuiltIn,
        BuiltIn = route.BuiltIn & listed.BuiltIn,
    };

    /// <summary>Two directories may list the same object.</summary>
    private static ModuleRule Both(ModuleRule one, ModuleRule other) => one with
    {
        Lines = [.. one.Lines, .. other.Lines],
        Directories =
        [
            .. one.Directories,
            .. other.Directories.Where(step => one.Directories.All(mine => mine.Directory != step.Directory)),
        ],
        Parts = [.. one.Parts.Union(other.Parts)],
        Module = one.Module | other.Module,
        BuiltIn = one.BuiltIn | other.BuiltIn,
    };
}
