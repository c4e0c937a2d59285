namespace KernelSplit.Packaging.Hardware;

/// <summary>Patterns, indexed by their literal prefix.</summary>
internal sealed class PatternIndex
{
    private readonly CharacterSets _sets;
    private readonly ILookup<string, string> _byStart;
    private readonly List<int> _lengths;

    public PatternIndex(IEnumerable<string> patterns, CharacterSets sets)
    {
        _sets = sets;
        _byStart = patterns.ToLookup(Start, StringComparer.Ordinal);
        _lengths = [.. _byStart.Select(group => group.Key.Length).Distinct().Order()];
    }

    /// <summary>The patterns that match everything that this one matches, including itself.</summary>
    public IEnumerable<string> Covering(string pattern)
    {
        var start = Start(pattern);
        return _lengths.TakeWhile(length => length <= start.Length)
            .SelectMany(length => _byStart[pattern[..length]])
            .Where(wide => DevicePattern.Covers(wide, pattern, _sets));
    }

    /// <summary>The prefix of literal characters.</summary>
    private static string Start(string pattern)
    {
        var end = 0;
        while (end < pattern.Length && pattern[end] != DevicePattern.Any && char.IsAscii(pattern[end]))
            end++;
        return pattern[..end];
    }
}
