namespace KernelSplit.Modules.Makefiles.Evaluation;

/// <summary>Joins what stands together without white space: <c>head_$(BITS).o</c>.</summary>
internal static class Glue
{
    /// <summary>Appends what the pieces make to a list of words, and empties the pieces.</summary>
    public static void Flush(List<List<Word>> pieces, List<Word> words, Site site)
    {
        if (pieces.Count == 1)
            words.AddRange(pieces[0]);
        else if (pieces.Count > 1)
            AddJoined(pieces, words, site);
        pieces.Clear();
    }

    private static void AddJoined(List<List<Word>> pieces, List<Word> words, Site site)
    {
        foreach (var joined in Combinations(pieces.Select(Alternative.Of)))
        {
            if (joined.Text is null)
            {
                words.Add(site.Unresolved(joined.Unknown).If(joined.When));
                continue;
            }

            foreach (var word in joined.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                words.Add(site.Word(word).If(joined.When));
        }
    }

    private static List<Alternative> Combinations(IEnumerable<List<Alternative>> pieces)
    {
        var found = new List<Alternative> { new("", Condition.Always) };
        foreach (var piece in pieces)
        {
            found =
            [
                .. from left in found
                   from right in piece
                   let both = Concatenated(left, right)
                   where !Conditions.Algebra.IsNever(both.When)
                   select both,
            ];
            if (found.Count > 256)
                return [new(null, Condition.Always) { Unknown = "too many symbols decide about one text" }];
        }

        return found;
    }

    private static Alternative Concatenated(Alternative left, Alternative right) => (left.Text, right.Text) switch
    {
        (null, _) => left with { When = left.When & right.When, TextOf = null },
        (_, null) => right with { When = left.When & right.When, TextOf = null },
        _ => new Alternative(left.Text + right.Text, left.When & right.When),
    };
}
