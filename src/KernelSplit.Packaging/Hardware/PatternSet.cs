namespace KernelSplit.Packaging.Hardware;

/// <summary>Patterns that match the same devices as many more: exact, not merely close.</summary>
internal sealed class PatternSet
{
    private readonly CharacterSets _sets;
    private readonly HashSet<string> _patterns = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _unread = new(StringComparer.Ordinal);

    private PatternSet(IEnumerable<string> aliases, ServedDevices served)
    {
        _sets = served.Sets;
        foreach (var alias in aliases.Where(DevicePattern.IsOfDevice))
        {
            if (DevicePattern.Read(alias, _sets) is not { } pattern)
                _unread.Add(alias);
            else if (!served.Covers(pattern))
                _patterns.Add(pattern);
        }

        _unread.RemoveWhere(served.Has);
    }

    /// <param name="aliases">A package's aliases; those that no attached device has are left out.</param>
    /// <param name="served">Devices that a pattern isn't needed for.</param>
    /// <returns>Sorted, ordinal; for fnmatch(3) without flags.</returns>
    public static IReadOnlyList<string> Condense(IEnumerable<string> aliases, ServedDevices served)
    {
        var set = new PatternSet(aliases, served);
        set.DropCovered();
        set.Merge();
        return [.. set._patterns.Select(set._sets.Write).Concat(set._unread).Order(StringComparer.Ordinal)];
    }

    private void DropCovered()
    {
        var index = new PatternIndex(_patterns, _sets);
        foreach (var pattern in _patterns.Order(StringComparer.Ordinal).ToList())
        {
            if (index.Covering(pattern).Any(other => other != pattern && _patterns.Contains(other)))
                _patterns.Remove(pattern);
        }
    }

    /// <summary>Patterns that differ in one character become one with a set there, until no two are left that do.</summary>
    private void Merge()
    {
        for (var merged = true; merged;)
        {
            merged = false;
            for (var place = _patterns.Select(pattern => pattern.Length).DefaultIfEmpty().Max() - 1; place >= 0; place--)
                merged |= MergeAt(place);
        }
    }

    private bool MergeAt(int place)
    {
        var groups = _patterns
            .Where(pattern => place < pattern.Length && (!char.IsAscii(pattern[place]) || char.IsAsciiLetterOrDigit(pattern[place])))
            .GroupBy(pattern => $"{pattern[..place]}*{pattern[(place + 1)..]}", StringComparer.Ordinal)
            .Select(group => group.Order(StringComparer.Ordinal).ToList())
            .Where(group => group.Count > 1)
            .ToList();
        foreach (var group in groups)
        {
            _patterns.ExceptWith(group);
            var set = _sets.Of(group.SelectMany(pattern => _sets.Members(pattern[place])));
            _patterns.Add($"{group[0][..place]}{set}{group[0][(place + 1)..]}");
        }

        return groups.Count > 0;
    }
}
