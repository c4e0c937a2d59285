namespace KernelSplit.Packaging.Hardware;

/// <summary>Condenses patterns into fewer ones that match exactly the same devices.</summary>
internal sealed class PatternSet
{
    private readonly CharacterSets _sets;
    private readonly HashSet<string> _patterns = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _unread = new(StringComparer.Ordinal);

    private PatternSet(IEnumerable<string> aliases, CoreDevices coreDevices)
    {
        _sets = coreDevices.Sets;
        foreach (var alias in aliases.Where(DevicePattern.IsOfDevice))
        {
            if (DevicePattern.Read(alias, _sets) is not { } pattern)
                _unread.Add(alias);
            else if (!coreDevices.Covers(pattern))
                _patterns.Add(pattern);
        }

        _unread.RemoveWhere(coreDevices.Has);
    }

    /// <param name="aliases">A package's aliases; those that aren't of devices are left out.</param>
    /// <param name="coreDevices">Devices that need no pattern.</param>
    /// <returns>Sorted, ordinal; for fnmatch(3) without flags.</returns>
    public static IReadOnlyList<string> Condense(IEnumerable<string> aliases, CoreDevices coreDevices)
    {
        var set = new PatternSet(aliases, coreDevices);
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

    /// <summary>
    /// Merges patterns that differ in one character into one with a set, until there are no more such pairs.
    /// </summary>
    private void Merge()
    {
        for (var merged = true; merged;)
        {
            merged = false;
            for (
                var place = _patterns.Select(pattern => pattern.Length).DefaultIfEmpty().Max() - 1; place >= 0; place--)
                merged |= MergeAt(place);
        }
    }

    private bool MergeAt(int place)
    {
        var groups = _patterns
            .Where(pattern =>
                place < pattern.Length && (!char.IsAscii(pattern[place]) || char.IsAsciiLetterOrDigit(pattern[place])))
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
