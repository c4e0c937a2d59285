namespace KernelSplit.Splitting.Maps.Conditions;

/// <summary>Names that a map lists, with or without wildcards: <c>e1000</c>, <c>snd_*</c>.</summary>
public sealed class PatternList
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<Glob> _globs = [];

    public PatternList(IEnumerable<ListEntry> entries)
    {
        var names = new List<ListEntry>();
        foreach (var entry in entries)
        {
            if (entry.Text.AsSpan().IndexOfAny("*?[") >= 0)
                _globs.Add(new Glob(entry.Text));
            else if (_names.Add(entry.Text))
                names.Add(entry);
        }

        WithoutWildcards = names;
    }

    public IReadOnlyList<ListEntry> WithoutWildcards { get; }

    /// <summary>What of the list matches, as the map has it; null when nothing does.</summary>
    public string? Match(string text)
    {
        if (_names.Contains(text))
            return text;
        foreach (var glob in _globs)
        {
            if (glob.Matches(text))
                return glob.ToString();
        }

        return null;
    }

    /// <summary>The first of some texts that matches.</summary>
    public string? FirstOf(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            if (Match(text) is not null)
                return text;
        }

        return null;
    }
}
