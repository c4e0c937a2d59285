using System.Text;

namespace KernelSplit.Splitting.Maps.Import;

/// <summary>A set of characters that file names of modules are made of.</summary>
internal readonly record struct CharacterSet(UInt128 Bits)
{
    private const string Alphabet = "+,-./0123456789:=@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~%#";

    public static readonly CharacterSet Any = Of(Alphabet);

    /// <summary>What <c>?</c> of a glob stands for.</summary>
    public static readonly CharacterSet NoSlash = Any.Except(Of("/"));

    public bool IsEmpty => Bits == 0;

    public static CharacterSet Of(params ReadOnlySpan<char> characters)
    {
        UInt128 bits = 0;
        foreach (var character in characters)
        {
            if (character < 128 && Alphabet.Contains(character))
                bits |= UInt128.One << character;
        }

        return new CharacterSet(bits);
    }

    public bool Has(char character) => character < 128 && (Bits >> character & 1) == 1;

    public CharacterSet And(CharacterSet other) => new(Bits | other.Bits);

    public CharacterSet Except(CharacterSet other) => new(Bits & ~other.Bits);

    /// <summary>As one place of a glob. The slash must stand alone.</summary>
    public string ToGlob()
    {
        if (this == NoSlash)
            return "?";
        if (UInt128.PopCount(Bits) == 1)
            return $"{(char)UInt128.Log2(Bits)}";
        var others = NoSlash.Except(this);
        return UInt128.PopCount(others.Bits) < UInt128.PopCount(Bits) ? $"[!{others.Ranges()}]" : $"[{Ranges()}]";
    }

    /// <summary>As between brackets, the dash last.</summary>
    private string Ranges()
    {
        var text = new StringBuilder();
        for (var low = '\0'; low < 128; low++)
        {
            if (!Has(low) || low == '-')
                continue;
            var high = low;
            while (char.IsAsciiLetterOrDigit(low) && char.IsAsciiLetterOrDigit((char)(high + 1))
                && Has((char)(high + 1)))
                high++;
            text.Append(high - low > 1 ? $"{low}-{high}" : low);
            if (high - low > 1)
                low = high;
        }

        return Has('-') ? text.Append('-').ToString() : text.ToString();
    }
}
