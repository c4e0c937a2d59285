namespace KernelSplit.Packaging.Hardware;

/// <summary>Patterns that match the same devices as many more: exact, not merely close.</summary>
internal sealed class PatternSet
{
    private readonly CharacterSets _sets = new();
    private readonly HashSet<string> _patterns = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _unread = new(StringComparer.Ordinal);

    private PatternSet(IEnumerable<string> aliases)
    {
        foreach (var alias in aliases.Where(DevicePattern.IsOfDevice))
        {
            if (DevicePattern.Read(alias, _sets) is { } pattern)
                _patterns.Add(pattern);
            else
                _unread.Add(alias);
        }
    }

    /// <param name="aliases">A package's aliases; those that no attached device has are left out.</param>
    /// <param name="served">The aliases of what is there anyway: devices that one of them matches need no further driver.</param>
    /// <returns>Sorted, ordinal; for fnmatch(3) without flags.</returns>
    public static IReadOnlyList<string> Condense(IEnumerable<string> aliases, IEnumerable<string> served)
    {
        var set = new PatternSet(aliases);
        var known = served.Where(DevicePattern.IsOfDevice).ToList();
        set._unread.ExceptWith(known);
        set.DropCovered(known.Select(alias => DevicePattern.Read(alias, set._sets)).OfType<string>(), self: false);
        set.DropCovered(set._patterns.ToList(), self: true);
        set.Merge();
        return [.. set._patterns.Select(set._sets.Write).Concat(set._unread).Order(StringComparer.Ordinal)];
    }

    private void DropCovered(IEnumerable<string> wide, bool self)
    {
        var byStart = wide.ToLookup(Start, StringComparer.Ordinal);
        var lengths = byStart.Select(group => group.Key.Length).Distinct().Order().ToList();
        foreach (var pattern in _patterns.Order(StringComparer.Ordinal).ToList())
        {
            var start = Start(pattern);
            var isCovered = lengths.TakeWhile(length => length <= start.Length)
                .SelectMany(length => byStart[pattern[..length]])
                .Any(other => (!self || (other != pattern && _patterns.Contains(other))) && DevicePattern.Covers(other, pattern, _sets));
            if (isCovered)
                _patterns.Remove(pattern);
        }
    }

    /// <summary>What stands before the first element that isn't itself.</summary>
    private static string Start(string pattern)
    {
        var end = 0;
        while (end < pattern.Length && pattern[end] != DevicePattern.Any && char.IsAscii(pattern[end]))
            end++;
        return pattern[..end];
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
