namespace KernelSplit.Makefiles.Evaluation;

/// <summary>Joins pieces without whitespace between them: <c>head_$(BITS).o</c>.</summary>
internal static class WordJoiner
{
    /// <summary>Appends the words that the pieces make, and clears the pieces.</summary>
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
        foreach (var joined in Combinations(pieces))
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

    /// <summary>The possible texts of the pieces together.</summary>
    public static List<Alternative> Combinations(List<List<Word>> pieces)
    {
        if (pieces.Count == 1)
            return Alternative.Of(pieces[0]);

        var found = new List<Alternative> { new("", BuildCondition.Always) };
        foreach (var piece in pieces)
        {
            var longer = new List<Alternative>();
            foreach (var left in found)
            {
                foreach (var right in Alternative.Of(piece))
                    Alternative.Add(longer, Concatenated(left, right));
            }

            found = longer;
            if (found.Count > 256)
                return [new(null, BuildCondition.Always) { Unknown = "too many symbols in one text" }];
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
