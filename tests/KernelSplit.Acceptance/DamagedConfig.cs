using System.Text;
using System.Text.RegularExpressions;

namespace KernelSplit.Acceptance;

/// <summary>Configurations that nobody would write on purpose, made of whole ones by a seed.</summary>
internal static partial class DamagedConfig
{
    private const int LargestChoice = 12;

    private static readonly string[] Letters = ["y", "m", "n", "Y", "yes # so", " n", "", "maybe", "\"y\"", "\r"];

    private static readonly string[] Numbers =
    [
        "-1", "0", "1", "64", "8192", "999999999999", "0x10", "0X20", "ff", "FFFFFFFFFFFFFFFF", "0xfffffffffffffffff",
        "007", "", "5 ", " 5", "18446744073709551616",
        "-9223372036854775809", "-0", "+1", "0x", "0x-1", "1e3", "\"3\"",
    ];

    private static readonly string[] Texts =
    [
        "\"a\\\"b\\\\c\"", "bare", "\"open", "\"\"", "\"x\" tail", "\"end\\", "\"tab\there\"", "\"\u00e9\u00ff\"",
        "\"\\n\\x\"", "\"#\"", "",
    ];

    private static readonly string[] Junk =
    [
        "#", "# CONFIG_", "# CONFIG_ is not set", "CONFIG_", "CONFIG_=", "CONFIG_=y", "# CONFIG_MODULES is not set ",
        "# CONFIG_MODULES is not set\r", " CONFIG_NET=y", "CONFIG_NET", "config_net=y",
        "# CONFIG_NET is  not set", "#CONFIG_NET is not set", "# CONFIG_NET=y", "CONFIG_NET =y", "CONFIG_y=n",
        "CONFIG_n=y", "CONFIG_m=m", "CONFIG_NET=\0y", "\0", "\r", "=", "\u00ff\u00fe", "<<<<<<< HEAD",
    ];

    public static byte[] Of(byte[] whole, int seed)
    {
        var random = new Random(seed);
        var lines = Encoding.Latin1.GetString(whole).Split('\n');
        RefuseNeighbours(lines, random);
        lines = [.. lines.SelectMany(line => Change(line, random))];
        if (random.Next(2) == 0)
            random.Shuffle(lines);
        var text = new StringBuilder(string.Join(random.Next(8) == 0 ? "\r\n" : "\n", lines));
        if (random.Next(4) == 0)
            Overwrite(text, random);
        if (random.Next(16) == 0)
            text.Append($"\nCONFIG_LOCALVERSION=\"{Long('v', random)}\"\n{Long('#', random)}\n");
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    /// <summary>The members of a choice are neighbours: sometimes all are refused, sometimes all asked for.</summary>
    private static void RefuseNeighbours(string[] lines, Random random)
    {
        for (var start = random.Next(40); start < lines.Length; start += random.Next(40 * LargestChoice))
        {
            var isAskedFor = random.Next(3) == 0;
            for (var i = start; i < Math.Min(lines.Length, start + LargestChoice); i++)
            {
                var match = Setting().Match(lines[i]);
                if (!match.Success || match.Groups["value"].Value is not ("" or "y"))
                    continue;
                var name = match.Groups["name"].Value;
                lines[i] = isAskedFor ? $"CONFIG_{name}=y" : $"# CONFIG_{name} is not set";
            }
        }
    }

    private static IEnumerable<string> Change(string line, Random random)
    {
        var match = Setting().Match(line);
        var chance = random.Next(1000);
        if (chance == 0)
            return [line, Junk[random.Next(Junk.Length)]];
        if (!match.Success || chance > 350)
            return [line];
        if (chance < 230)
            return [];
        if (chance < 240)
            return [line, line];
        var name = match.Groups["name"].Value;
        if (chance > 330)
            return [line, $"# CONFIG_{name} is not set"];
        var value = match.Groups["value"].Value;
        var values = value.StartsWith('"') ? Texts : value is "" or "y" or "m" ? Letters : Numbers;
        return [$"CONFIG_{name}={values[random.Next(values.Length)]}"];
    }

    private static string Long(char c, Random random) => new(c, random.Next(1 << 20));

    private static void Overwrite(StringBuilder text, Random random)
    {
        for (var count = random.Next(200); count > 0; count--)
            text[random.Next(text.Length)] = (char)random.Next(256);
    }

    [GeneratedRegex("^(# )?CONFIG_(?<name>[A-Za-z0-9_]+)(=(?<value>.*)| is not set)$")]
    private static partial Regex Setting();
}
