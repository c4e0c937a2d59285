namespace KernelSplit.Splitting.Maps.Import;

/// <summary>A place of a path: one of some characters, any number of them, or the path's end.</summary>
internal sealed record Piece(CharacterSet Characters, bool Repeats = false, bool IsEnd = false)
{
    public static readonly Piece End = new(default, IsEnd: true);

    public bool IsAnything => Repeats && Characters == CharacterSet.Any;
}

/// <summary>A part of a regular expression that globs can't express.</summary>
/// <param name="offset">Where it begins in the expression, from 0.</param>
/// <param name="message">What it is.</param>
internal sealed class NoGlobException(int offset, string message) : Exception(message)
{
    public int Offset => offset;
}
