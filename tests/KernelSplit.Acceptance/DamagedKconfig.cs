using System.Text;
using KernelSplit.Testing.Fuzzing;

namespace KernelSplit.Acceptance;

/// <summary>Kconfig files that nobody would write on purpose, made of a kernel's own by a seed.</summary>
internal static class DamagedKconfig
{
    private const int MaxChanges = 6;
    private const int MaxLines = 120;

    private static readonly string[] Words =
    [
        "if", "endif", "menu \"x\"\n", "endmenu\n", "choice\n", "endchoice\n", "$(", "$(info,", "$(warning-if,y,w)",
        ")", "(", "!", "\"", "'", "\\", "\n", "\t", "#", "= ", ":= ", "+=",
        "&&", "||", "config ", "help\n", "select NET\n", "depends on ", "\0", "\u00e9", "\r", "modules\n", "optional\n",
        "range 1 ", "prompt \"p\"\n", "imply ", "visible if ", "<", ">=", "0x1F",
        "y", "n", "m", "bool\n", "tristate\n", "int\n", "hex\n", "string\n", "def_bool ", "transitional\n",
        "source \"nowhere\"\n", "mainmenu \"t\"\n", "comment \"c\"\n", "\tdefault ",
    ];

    public static byte[] Of(IReadOnlyList<byte[]> corpus, int seed)
    {
        var random = new Random(seed);
        var lines = Lines(corpus, random);
        for (var change = random.Next(MaxChanges); change > 0; change--)
            ChangeLines(lines, corpus, random);
        var text = new StringBuilder(string.Join('\n', lines));
        for (var change = random.Next(MaxChanges); change > 0 && text.Length > 0; change--)
            DamagedText.Change(text, Words, mostRemoved: 12, mostRepeated: 40, random);
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    private static List<string> Lines(IReadOnlyList<byte[]> corpus, Random random)
    {
        var lines = Encoding.Latin1.GetString(corpus[random.Next(corpus.Count)]).Split('\n').ToList();
        var start = random.Next(Math.Max(1, lines.Count - MaxLines));
        // Other files of the kernel would only cost time.
        var part = lines.Skip(start).Take(MaxLines);
        return [.. part.Where(line => !line.StartsWith("source", StringComparison.Ordinal))];
    }

    private static void ChangeLines(List<string> lines, IReadOnlyList<byte[]> corpus, Random random)
    {
        if (lines.Count == 0)
            return;
        var at = random.Next(lines.Count);
        switch (random.Next(4))
        {
            case 0:
                lines.RemoveRange(at, random.Next(Math.Min(5, lines.Count - at)));
                break;
            case 1:
                var repeatedAt = random.Next(lines.Count);
                lines.InsertRange(repeatedAt, lines.GetRange(at, random.Next(Math.Min(20, lines.Count - at))));
                break;
            case 2:
                lines.InsertRange(at, Lines(corpus, random).Take(random.Next(30)));
                break;
            default:
                (lines[at], lines[0]) = (lines[0], lines[at]);
                break;
        }
    }
}
