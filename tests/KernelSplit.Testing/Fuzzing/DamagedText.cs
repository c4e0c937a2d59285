using System.Text;

namespace KernelSplit.Testing.Fuzzing;

/// <summary>Text with a piece taken out, put in, changed or repeated.</summary>
internal static class DamagedText
{
    /// <param name="text">Not empty.</param>
    /// <param name="words">What may be put in.</param>
    /// <param name="mostRemoved">Fewer chars than this are taken out.</param>
    /// <param name="mostRepeated">Fewer chars than this are repeated.</param>
    /// <param name="random">Decides.</param>
    public static void Change(StringBuilder text, string[] words, int mostRemoved, int mostRepeated, Random random)
    {
        var at = random.Next(text.Length);
        switch (random.Next(4))
        {
            case 0:
                text.Remove(at, random.Next(Math.Min(mostRemoved, text.Length - at)));
                break;
            case 1:
                text.Insert(at, words[random.Next(words.Length)]);
                break;
            case 2:
                text[at] = (char)random.Next(256);
                break;
            default:
                text.Insert(at, text.ToString(at, random.Next(Math.Min(mostRepeated, text.Length - at))));
                break;
        }
    }
}
