namespace KernelSplit.Makefiles.Sources;

/// <summary>The objects in the Makefiles that a configuration builds.</summary>
internal sealed class BuiltObjects
{
    private readonly Func<string, string?> _valueOf;
    private readonly KernelMakefiles _makefiles;
    private readonly Dictionary<string, ObjectState> _states;

    public BuiltObjects(KernelMakefiles makefiles, Func<string, string?> valueOf)
    {
        _valueOf = valueOf;
        _makefiles = makefiles;
        _states = makefiles.Rules.ToDictionary(
            rule => rule.Path, rule => rule.StateIn(valueOf), StringComparer.Ordinal);
        Rules = [.. makefiles.Rules.Where(rule => StateOf(rule) != ObjectState.NotBuilt)];
        All = Of(Rules);
    }

    /// <summary>The objects that are built, or may be.</summary>
    public IReadOnlyList<ModuleRule> Rules { get; }

    public Built All { get; }

    /// <summary>The parts of an object that are linked in, or may be.</summary>
    public IEnumerable<ModulePart> PartsOf(ModuleRule rule) =>
        rule.Parts.Where(part => part.When.Holds(_valueOf) != false);

    /// <summary>Whether any Makefile lists an object that is compiled from a file, built or not.</summary>
    public bool IsListed(string source) => _makefiles.ModulesOf(source).Count > 0;

    /// <summary>The objects compiled from a file.</summary>
    public Built FromSource(string source) => Of(_makefiles.ModulesOf(source)
        .Where(rule =>
            StateOf(rule) != ObjectState.NotBuilt && PartsOf(rule).Any(part =>
                part.Source == source || part.Path == source)));

    /// <summary>The objects that a directory's own Makefile lists.</summary>
    public Built InDirectory(string directory) => Of(Rules.Where(rule => DirectoryOf(rule) == directory));

    /// <summary>The objects that the Makefiles of a directory and its subdirectories list.</summary>
    public Built Below(string directory) => directory.Length == 0
        ? All
        : Of(Rules.Where(rule => DirectoryOf(rule) == directory
            || DirectoryOf(rule).StartsWith(directory + "/", StringComparison.Ordinal)));

    /// <summary>The directory whose Makefile lists an object.</summary>
    public static string DirectoryOf(ModuleRule rule) =>
        rule.Directories.Count == 0 ? "" : rule.Directories[^1].Directory;

    public Built Of(IEnumerable<ModuleRule> rules)
    {
        var (modules, image) = (new SortedSet<string>(StringComparer.Ordinal), false);
        foreach (var rule in rules)
        {
            var state = StateOf(rule);
            if (state is ObjectState.Module or ObjectState.Unknown)
                modules.Add(rule.Path);
            image |= state is ObjectState.BuiltIn or ObjectState.Unknown;
        }

        return new Built(modules, image);
    }

    /// <summary>Why nothing is compiled from a file that a Makefile lists.</summary>
    public string WhyNotBuilt(string source)
    {
        var rules = _makefiles.ModulesOf(source);
        var unset = rules
            .SelectMany(rule => rule.Parts.Where(part => part.Source == source || part.Path == source)
                .SelectMany(part => part.When.Symbols)
                .Concat(rule.Symbols)
                .Concat(rule.Directories.SelectMany(step => step.Lines).SelectMany(line => line.Symbols)))
            .Distinct(StringComparer.Ordinal)
            .Where(symbol => _valueOf(symbol) is null or "n" or "")
            .Select(symbol => $"CONFIG_{symbol}")
            .ToList();
        return unset.Count switch
        {
            0 => $"this .config excludes it, see {rules[0].Lines[0].At}",
            1 => $"{unset[0]} is not set",
            _ => $"{Foundation.Names.And(unset, 3)} are not set",
        };
    }

    private ObjectState StateOf(ModuleRule rule) => _states[rule.Path];
}

/// <summary>Modules and kernel image that are built.</summary>
/// <param name="Modules">The modules' source paths.</param>
/// <param name="Image">Whether the kernel image is among them.</param>
internal sealed record Built(IReadOnlyCollection<string> Modules, bool Image)
{
    public static Built Nothing { get; } = new([], false);

    public static Built KernelImage { get; } = new([], true);

    public bool IsNothing => Modules.Count == 0 && !Image;
}
