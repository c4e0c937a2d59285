using System.Globalization;
using System.Text;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>Verdicts for people.</summary>
public static class VerdictText
{
    private const int Indent = 4;

    /// <summary>How many lines became what, on one line.</summary>
    public static string Summary(string version, string architecture, IReadOnlyCollection<Verdict> verdicts)
    {
        var counts = verdicts.GroupBy(verdict => verdict.Outcome).OrderBy(group => group.Key)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {group.Key.Words()}"));
        var lost = verdicts.Count(verdict => verdict.IsMissing);
        var result = lost == 0 ? "nothing lost" : string.Create(CultureInfo.InvariantCulture, $"{lost} lost");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Linux {version} {architecture}: {verdicts.Count} requests, {result}: {string.Join(", ", counts)}");
    }

    /// <summary>A verdict with its reasons below it, each with its place.</summary>
    public static string Of(Verdict verdict)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture, $"{verdict.Requested.File}:{verdict.Requested.Line}: {verdict.Sentence}\n");
        foreach (var reason in verdict.Because)
            Append(text, reason, 1);
        if (verdict.Fix is { } fix)
            AppendFix(text, fix);
        return ByteText.ToUtf16(text.ToString());
    }

    /// <summary>
    /// Verdicts, each by itself; those that are missing for the same causes together, with one list to paste.
    /// </summary>
    public static IEnumerable<string> OfAll(IEnumerable<Verdict> verdicts)
    {
        foreach (var group in verdicts.GroupBy(CauseOf, StringComparer.Ordinal))
        {
            var alike = group.ToList();
            if (alike.Count == 1 || group.Key.Length == 0)
            {
                foreach (var verdict in alike)
                    yield return Of(verdict);
            }
            else
            {
                yield return Of(alike);
            }
        }
    }

    private static string Of(List<Verdict> alike)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{alike.Count} requested values are not in the final .config:\n");
        foreach (var root in Roots(alike[0]))
            Append(text, root with { Because = [] }, 1);
        AppendFix(text, new Fix([.. alike.SelectMany(verdict => verdict.Fix!.Settings).Distinct()])
        {
            Replaced = [.. alike.SelectMany(verdict => verdict.Fix!.Replaced).Distinct()],
            TurnsOff = [.. alike.SelectMany(verdict => verdict.Fix!.TurnsOff).Distinct()],
        });
        text.Append(' ', Indent).Append("the lines:\n");
        foreach (var requested in alike.Select(verdict => verdict.Requested))
            text.Append(' ', Indent).Append(
                CultureInfo.InvariantCulture, $"  {requested.File}:{requested.Line}: {requested}\n");
        return ByteText.ToUtf16(text.ToString());
    }

    /// <summary>What verdicts with a list to paste have in common; empty for others.</summary>
    private static string CauseOf(Verdict verdict) => verdict.Fix is { Settings.Count: > 0, Corrected: null }
        ? string.Join('\n', Roots(verdict).Select(root => $"{root.Text} {root.File}:{root.Line}"))
        : "";

    private static IEnumerable<KconfigReason> Roots(Verdict verdict) =>
        verdict.Because.SelectMany(reason => reason.Roots).DistinctBy(root => (root.Text, root.File, root.Line));

    private static void AppendFix(StringBuilder text, Fix fix)
    {
        var replaced = fix.Replaced.ToDictionary(line => line.Symbol, StringComparer.Ordinal);
        var added = fix.Settings.Where(line => !IsOf(line, replaced)).ToList();
        if (fix.Corrected is { } corrected)
            text.Append(' ', Indent).Append("change this line to ").Append(corrected.ToConfigLine()).Append('\n');
        foreach (var line in fix.Settings.Where(line => IsOf(line, replaced)))
        {
            var old = replaced[SymbolOf(line)];
            text.Append(' ', Indent).Append(
                CultureInfo.InvariantCulture, $"to make it land, change {old.File}:{old.Line} to {line}\n");
        }

        if (added.Count > 0)
        {
            text.Append(' ', Indent).Append("to make it land, add:\n").AppendJoin(
                "", added.Select(line => $"{line}\n"));
        }

        if (fix.Obstacle is { } obstacle)
            text.Append(' ', Indent).Append(fix.Hopelessness).Append(obstacle).Append('\n');
        if (fix.TurnsOff.Count > 0)
            text.Append(' ', Indent).Append("this turns off ").AppendJoin(", ", fix.TurnsOff).Append('\n');
    }

    private static bool IsOf(string line, Dictionary<string, Merging.Assignment> lines) =>
        lines.ContainsKey(SymbolOf(line));

    private static string SymbolOf(string line) =>
        line.Replace("# ", "", StringComparison.Ordinal).Split('=', ' ')[0]["CONFIG_".Length..];

    /// <summary>A reason and those behind it, indented.</summary>
    public static void Append(StringBuilder text, KconfigReason reason, int depth)
    {
        text.Append(' ', Indent + (2 * (depth - 1))).Append(reason.Text);
        if (reason.File is not null)
            text.Append(CultureInfo.InvariantCulture, $" ({reason.File}{(reason.Line > 0 ? $":{reason.Line}" : "")})");
        text.Append('\n');
        foreach (var deeper in reason.Because)
            Append(text, deeper, depth + 1);
    }
}
