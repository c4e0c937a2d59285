namespace KernelSplit.Splitting.Maps.Import;

/// <summary>Globs that match the same modules as a rule's regular expression.</summary>
/// <param name="Globs">Each once.</param>
/// <param name="IsDotLiteral">Whether the dot of a <c>.ko</c> at the end was taken for a dot and nothing else.</param>
/// <param name="DependsOnCompression">
/// Whether the files' compression decides which modules the expression matches.
/// </param>
internal sealed record PathGlobs(IReadOnlyList<string> Globs, bool IsDotLiteral, bool DependsOnCompression)
{
    // As modules_install names them.
    private static readonly string[] Suffixes = [".ko", ".ko.gz", ".ko.xz", ".ko.zst"];

    /// <summary>
    /// A rule's expression must match the beginning of a file's path, <c>drivers/net/tun.ko.xz</c>; a glob of ours the
    /// whole
    /// path without suffixes, <c>drivers/net/tun</c>. So there is a glob for what the expression and a path have in
    /// common, and
    /// one for each way in which the expression's tail matches the suffix.
    /// </summary>
    public static PathGlobs Of(IEnumerable<Piece[]> sequences)
    {
        var possible = sequences.Where(IsPossible).ToList();
        var bySuffix = Suffixes.Select(suffix =>
            WithoutCovered(possible.SelectMany(sequence => GlobsOf(sequence, suffix)).Where(IsOfModules))).ToList();
        return new PathGlobs(
            WithoutCovered(bySuffix.SelectMany(globs => globs)),
            possible.Exists(sequence => EndsInSuffix(Split(sequence).Pieces) == false),
            bySuffix.Exists(globs => !globs.SequenceEqual(bySuffix[0])));
    }

    private static IEnumerable<string> GlobsOf(Piece[] sequence, string suffix)
    {
        var (pieces, isWhole) = Split(sequence);
        if (EndsInSuffix(pieces) is not null)
            return isWhole && suffix != Suffixes[0] ? [] : GlobText.Of(pieces[..^3]);
        var tails = Heads(pieces, suffix, isWhole).SelectMany(GlobText.Of);
        return isWhole ? tails : GlobText.Of([.. pieces, new Piece(CharacterSet.Any, Repeats: true)]).Concat(tails);
    }

    /// <summary>No module's name has a dot.</summary>
    private static bool IsOfModules(string glob) => !glob.Contains(Suffixes[0], StringComparison.Ordinal);

    /// <summary>The pieces without the end, and whether there was one.</summary>
    private static (Piece[] Pieces, bool IsWhole) Split(Piece[] sequence)
    {
        var end = Array.FindIndex(sequence, piece => piece.IsEnd);
        return end < 0 ? (Trimmed(sequence), false) : (sequence[..end], true);
    }

    /// <summary>Every place can match a character, and nothing must follow the end.</summary>
    private static bool IsPossible(Piece[] sequence) =>
        sequence.All(piece => piece.IsEnd || !piece.Characters.IsEmpty)
        && sequence.SkipWhile(piece => !piece.IsEnd).All(piece => piece.IsEnd || piece.Repeats);

    /// <summary>What may be nothing at the end is nothing when only the beginning must match.</summary>
    private static Piece[] Trimmed(Piece[] pieces)
    {
        var length = pieces.Length;
        while (length > 0 && pieces[length - 1].Repeats)
            length--;
        return pieces[..length];
    }

    /// <summary>
    /// Whether it ends in <c>.ko</c>, and whether that dot is escaped. Then nothing of the name follows.
    /// </summary>
    private static bool? EndsInSuffix(Piece[] pieces) =>
        pieces is [.., { Repeats: false } dot, { Repeats: false } k, { Repeats: false } o]
        && k.Characters == CharacterSet.Of('k') && o.Characters == CharacterSet.Of('o')
            && (dot.Characters == CharacterSet.Of('.') || dot.Characters == CharacterSet.Any)
            ? dot.Characters == CharacterSet.Of('.')
            : null;

    /// <summary>What is left of the pieces for the path when the others match the suffix, or its beginning.</summary>
    private static IEnumerable<Piece[]> Heads(Piece[] pieces, string suffix, bool isWhole)
    {
        for (var i = 0; i <= pieces.Length; i++)
        {
            if (Matches(pieces.AsSpan(i), suffix, isWhole))
                yield return pieces[..i];
            else if (i > 0 && pieces[i - 1].Repeats && Matches(pieces.AsSpan(i - 1), suffix, isWhole))
                yield return pieces[..i];
        }
    }

    private static bool Matches(ReadOnlySpan<Piece> pieces, ReadOnlySpan<char> text, bool isWhole)
    {
        if (pieces.IsEmpty)
            return !isWhole || text.IsEmpty;
        var fits = !text.IsEmpty && pieces[0].Characters.Has(text[0]);
        return pieces[0].Repeats
            ? Matches(pieces[1..], text, isWhole) || (fits && Matches(pieces, text[1..], isWhole))
            : fits && Matches(pieces[1..], text[1..], isWhole);
    }

    /// <summary><c>fs/nfs**</c> covers <c>fs/nfs</c> and <c>fs/nfs/*</c>.</summary>
    private static List<string> WithoutCovered(IEnumerable<string> all)
    {
        var globs = all.Distinct().ToList();
        var open = globs.Where(glob => glob.EndsWith("**", StringComparison.Ordinal)).Select(glob =>
            glob[..^2]).ToList();
        return [.. globs.Where(glob => !open.Any(begin =>
            glob != begin + "**" && glob.StartsWith(begin, StringComparison.Ordinal) && !begin.EndsWith('*')))];
    }
}
