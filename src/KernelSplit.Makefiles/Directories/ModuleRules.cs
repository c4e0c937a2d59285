namespace KernelSplit.Makefiles.Directories;

/// <summary>Puts together what a Makefile says about an object with what leads to that Makefile.</summary>
internal static class ModuleRules
{
    public static Dictionary<string, ModuleRule> Join(IEnumerable<DirectoryContent> contents, Reach reach)
    {
        var rules = new Dictionary<string, ModuleRule>(StringComparer.Ordinal);
        foreach (var content in contents.OrderBy(content => content.Path, StringComparer.Ordinal))
        {
            var way = reach.To(content.Path);
            foreach (var listed in content.Objects)
            {
                var rule = Rule(listed, way);
                rules[listed.Path] = rules.TryGetValue(listed.Path, out var other) ? Both(other, rule) : rule;
            }
        }

        return rules;
    }

    private static ModuleRule Rule(ListedObject listed, Reach.Way way) => new()
    {
        Path = listed.Path,
        Lines = listed.Lines,
        Directories = way.Steps,
        Parts = listed.Parts,
        // kbuild takes out of obj-m what is in obj-y (scripts/Makefile.lib).
        Module = way.Visited & listed.Module & !listed.BuiltIn,
        BuiltIn = way.BuiltIn & listed.BuiltIn,
    };

    /// <summary>Two directories may list the same object.</summary>
    private static ModuleRule Both(ModuleRule one, ModuleRule other) => one with
    {
        Lines = [.. one.Lines, .. other.Lines],
        Directories = [.. one.Directories, .. other.Directories.Where(step => one.Directories.All(mine => mine.Directory != step.Directory))],
        Parts = [.. one.Parts.Union(other.Parts)],
        Module = one.Module | other.Module,
        BuiltIn = one.BuiltIn | other.BuiltIn,
    };
}
