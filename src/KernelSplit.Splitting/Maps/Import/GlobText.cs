using System.Text;

namespace KernelSplit.Splitting.Maps.Import;

/// <summary>Writes a sequence of pieces as globs: several where a character may be a slash or something else.</summary>
internal static class GlobText
{
    private const int MostGlobs = 1000;

    /// <exception cref="NoGlobException">They are too many: each "." may be a slash.</exception>
    public static IEnumerable<string> Of(IEnumerable<Piece> pieces)
    {
        List<List<Piece>> all = [[]];
        foreach (var piece in pieces)
        {
            all =
            [
                .. all.SelectMany(start => Choices(piece), (start, choice) => Add(start, choice)).OfType<List<Piece>>(),
            ];
            if (all.Count > MostGlobs)
                throw new NoGlobException(0, $"\".\" in so many places; it takes more than {MostGlobs} globs");
        }

        return all.Where(sequence => sequence.Count == 0 || !IsSlash(sequence[^1])).Select(Write).Where(glob =>
            glob.Length > 0);
    }

    private static Piece[] Choices(Piece piece) =>
        piece.Repeats || !piece.Characters.Has('/') || IsSlash(piece)
            ? [piece]
            : [new Piece(CharacterSet.Of('/')),
                piece with { Characters = piece.Characters.Except(CharacterSet.Of('/')) }];

    /// <returns>Nothing when no path can be like that: none begins with a slash or has two in a row.</returns>
    private static List<Piece>? Add(List<Piece> start, Piece next)
    {
        if (IsSlash(next) && (start.Count == 0 || IsSlash(start[^1])))
            return null;
        // Stars in a row are as one.
        if (next.Repeats && start.Count > 0 && start[^1].Repeats)
            return [.. start[..^1], start[^1].IsAnything ? start[^1] : next];
        return [.. start, next];
    }

    private static bool IsSlash(Piece piece) => !piece.Repeats && piece.Characters == CharacterSet.Of('/');

    private static string Write(List<Piece> pieces)
    {
        var text = new StringBuilder();
        for (var i = 0; i < pieces.Count; i++)
        {
            // Between two slashes there is at least one character; in a glob, "/**/" is also a single slash.
            var isWholeSegment = (i == 0 || IsSlash(pieces[i - 1])) && i + 1 < pieces.Count && IsSlash(pieces[i + 1]);
            text.Append(
                pieces[i].IsAnything ? isWholeSegment ? "*/**" : "**"
                : pieces[i].Repeats ? "*"
                : pieces[i].Characters.ToGlob());
        }

        return text.ToString();
    }
}
