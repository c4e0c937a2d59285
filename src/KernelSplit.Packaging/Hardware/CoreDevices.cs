namespace KernelSplit.Packaging.Hardware;

/// <summary>The devices that the base package and the kernel image drive; they need no further package.</summary>
internal sealed class CoreDevices
{
    private readonly HashSet<string> _aliases;
    private readonly PatternIndex _patterns;

    public CoreDevices(IEnumerable<string> aliases)
    {
        _aliases = aliases.Where(DevicePattern.IsOfDevice).ToHashSet(StringComparer.Ordinal);
        _patterns = new PatternIndex(_aliases.Select(alias => DevicePattern.Read(alias, Sets)).OfType<string>(), Sets);
    }

    /// <summary>The sets used by its patterns and by those compared with them.</summary>
    public CharacterSets Sets { get; } = new();

    public bool Has(string alias) => _aliases.Contains(alias);

    public bool Covers(string pattern) => _patterns.Covering(pattern).Any();
}
