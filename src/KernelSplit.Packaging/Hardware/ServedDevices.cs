namespace KernelSplit.Packaging.Hardware;

/// <summary>Devices that need no further driver, by the aliases of what is there anyway.</summary>
internal sealed class ServedDevices
{
    private readonly HashSet<string> _aliases;
    private readonly PatternIndex _patterns;

    public ServedDevices(IEnumerable<string> aliases)
    {
        _aliases = aliases.Where(DevicePattern.IsOfDevice).ToHashSet(StringComparer.Ordinal);
        _patterns = new PatternIndex(_aliases.Select(alias => DevicePattern.Read(alias, Sets)).OfType<string>(), Sets);
    }

    /// <summary>In which its patterns are written, and those that are compared with them.</summary>
    public CharacterSets Sets { get; } = new();

    public bool Has(string alias) => _aliases.Contains(alias);

    public bool Covers(string pattern) => _patterns.Covering(pattern).Any();
}
