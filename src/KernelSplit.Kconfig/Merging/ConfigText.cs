using System.Text;
using System.Text.RegularExpressions;
using KernelSplit.Foundation;

namespace KernelSplit.Kconfig.Merging;

/// <summary>
/// Reads the lines of .config files and fragments: <c>CONFIG_X=value</c> and <c># CONFIG_X is not set</c>, both from
/// column 1, as scripts/kconfig/confdata.c reads them. What kbuild skips silently is an error here, because a requested
/// value is lost. Comments are skipped; one that only just misses <c># CONFIG_X is not set</c> gives a warning.
/// </summary>
public static partial class ConfigText
{
    /// <summary>
    /// Reads a file; values are <see cref="ByteText"/>. Errors and warnings are added to
    /// <paramref name="problems"/>; other lines are kept.
    /// </summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static IReadOnlyList<Assignment> ReadFile(string path, ICollection<Diagnostic> problems)
    {
        if (!path.EndsWith(".scc", StringComparison.Ordinal))
            return Read(File.ReadLines(path, Encoding.Latin1), path, problems);
        problems.Add(
            Diagnostic.Error(
                DiagnosticKind.ConfigLine, path, "Yocto's .scc files list fragments, they are none",
                "Give the .cfg files that its kconf lines name"));
        return [];
    }

    public static IReadOnlyList<Assignment> Read(
        IEnumerable<string> lines, string file, ICollection<Diagnostic> problems)
    {
        var assignments = new List<Assignment>();
        var number = 0;
        string? overrideReason = null;
        foreach (var raw in lines)
        {
            number++;
            var line = raw.TrimEnd();
            var assignment = Parse(line, file, number);
            if (assignment is null && Commented().Match(line) is { Success: true } commented)
            {
                assignment = Parse(commented.Groups["setting"].Value, file, number);
                problems.Add(
                    Diagnostic.Warning(
                        DiagnosticKind.ConfigLine, file,
                        $"kbuild reads this as {assignment}, merge_config.sh takes the comment for a part of the value",
                        "Put the comment on a line of its own", number));
            }

            if (assignment is not null)
                assignments.Add(assignment with { OverrideReason = overrideReason });
            else if (Problem(line, file, number) is { } problem)
                problems.Add(problem);
            if (line.Length == 0)
                overrideReason = null;
            else if (Override().Match(line) is { Success: true } mark)
                overrideReason = ByteText.ToUtf16(mark.Groups["reason"].Value);
        }

        return assignments;
    }

    private static Assignment? Parse(string line, string file, int number)
    {
        if (Set().Match(line) is { Success: true } set)
            return new(set.Groups["symbol"].Value, set.Groups["value"].Value, file, number);
        return Unset().Match(line) is { Success: true } unset
            ? new(unset.Groups["symbol"].Value, Assignment.NotSet, file, number)
            : null;
    }

    private static Diagnostic? Problem(string line, string file, int number)
    {
        var text = line.TrimStart();
        if (text.Length == 0)
            return null;
        if (text[0] == '#')
            return Comment(line, file, number);
        var hint = NearMiss().Match(text) is { Success: true } near ? $"Write {Unset(near)}"
            : Loose().Match(text) is { Success: true } loose
            ? $"Write CONFIG_{Symbol(loose)}={ByteText.ToUtf16(Proper(loose.Groups["value"].Value))}, "
                + "at the start of the line and without spaces"
            : "Write CONFIG_X=value or \"# CONFIG_X is not set\" at the start of the line";
        return Diagnostic.Error(
            DiagnosticKind.ConfigLine, file, $"not a line of a .config file: {ByteText.ToUtf16(text)}", hint, number);
    }

    /// <summary>The value as .config files have it: y, m and n are small, other words are strings in quotes.</summary>
    private static string Proper(string value) => value.Trim('"', '\'').ToLowerInvariant() switch
    {
        "y" or "yes" or "true" or "on" => "y",
        "m" or "module" => "m",
        "n" or "no" or "false" or "off" => "n",
        _ => Set().IsMatch($"CONFIG_X={value}") ? value : $"\"{value.Trim('"', '\'')}\"",
    };

    /// <summary>A comment is a comment, unless some kbuild or its author takes it for a value.</summary>
    private static Diagnostic? Comment(string line, string file, int number)
    {
        if (Misread().Match(line) is { Success: true } misread)
        {
            return Diagnostic.Error(
                DiagnosticKind.ConfigLine, file,
                $"some kernels read this comment as CONFIG_{misread.Groups["symbol"].Value}=n",
                $"If it is meant, write {Unset(misread)} alone on the line; if not, begin the comment otherwise",
                number);
        }

        return NearMiss().Match(line) is { Success: true } near
            ? Diagnostic.Warning(
                DiagnosticKind.ConfigLine, file,
                $"this is only a comment, CONFIG_{Symbol(near)} stays as it is", $"Write {Unset(near)}",
                number)
            : null;
    }

    private static string Unset(Match match) => $"\"# CONFIG_{Symbol(match)} is not set\"";

    /// <summary>Few symbols have small letters, and none has no others.</summary>
    private static string Symbol(Match match) => match.Groups["symbol"].Value is var symbol
        && symbol.Any(char.IsAsciiLetterUpper) ? symbol : symbol.ToUpperInvariant();

    [GeneratedRegex("""^CONFIG_(?<symbol>\w+)=(?<value>[ym]|-?[0-9]+|0[xX][0-9a-fA-F]+|[0-9a-fA-F]+|n|"(?:[^"\\]|\\.)*")$""")]
    private static partial Regex Set();

    [GeneratedRegex("""^# CONFIG_(?<symbol>\w+) is not set$""")]
    private static partial Regex Unset();

    // scripts/kconfig/confdata.c up to 6.6 takes any character after the #, up to 6.8 anything after the words.
    [GeneratedRegex("""^#(?:[^ ]CONFIG_(?<symbol>\w+) is not set.*|.CONFIG_(?<symbol>\w+) is not set.+)$""")]
    private static partial Regex Misread();

    [GeneratedRegex(
        """^\s*#*\s*(?:CONFIG_(?<symbol>\w+)|(?<symbol>(?-i:[A-Z0-9_]{2,})))(?:\s*=\s*n)?"""
        + """\s+(?:(?:is\s+)?not\s+set|is\s+unset|isn['\u2019]t\s+set)\s*[.,;!]*$""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NearMiss();

    [GeneratedRegex("""^(?<setting>CONFIG_\w+=[ymn])\s+#.*$""")]
    private static partial Regex Commented();

    [GeneratedRegex("^# override: *(?<reason>.+)$")]
    private static partial Regex Override();

    [GeneratedRegex(
        """^(?:export\s+)?(?:(?i:CONFIG_)(?<symbol>\w+)|(?<symbol>[A-Z0-9_]+))\s*[:+?=]*=\s*(?<value>[^\s#]*?)[;,]?$""",
        RegexOptions.CultureInvariant)]
    private static partial Regex Loose();
}
