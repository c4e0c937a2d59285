using System.Text;
using System.Text.RegularExpressions;

namespace KernelSplit.Acceptance;

/// <summary>Configurations that nobody would write on purpose, made of whole ones by a seed.</summary>
internal static partial class DamagedConfig
{
    private static readonly string[] Letters = ["y", "m", "n", "Y", "yes # so", " n", "", "maybe"];

    private static readonly string[] Numbers =
        ["-1", "0", "1", "64", "8192", "999999999999", "0x10", "0X20", "ff", "007", "", "5 ", "18446744073709551616", "-0"];

    private static readonly string[] Texts = ["\"a\\\"b\\\\c\"", "bare", "\"open", "\"\"", "\"x\" tail", "\"end\\"];

    public static byte[] Of(byte[] whole, int seed)
    {
        var random = new Random(seed);
        var lines = Encoding.Latin1.GetString(whole).Split('\n').SelectMany(line => Change(line, random)).ToArray();
        if (random.Next(2) == 0)
            random.Shuffle(lines);
        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }

    private static IEnumerable<string> Change(string line, Random random)
    {
        var match = Setting().Match(line);
        var chance = random.Next(100);
        if (!match.Success || chance > 35)
            return [line];
        if (chance < 25)
            return [];
        var name = match.Groups["name"].Value;
        if (chance > 32)
            return [line, $"# CONFIG_{name} is not set"];
        var value = match.Groups["value"].Value;
        var values = value.StartsWith('"') ? Texts : value is "" or "y" or "m" ? Letters : Numbers;
        return [$"CONFIG_{name}={values[random.Next(values.Length)]}"];
    }

    [GeneratedRegex("^(# )?CONFIG_(?<name>[A-Za-z0-9_]+)(=(?<value>.*)| is not set)$")]
    private static partial Regex Setting();
}
