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
        if (verdict.Fix is { Settings.Count: > 0 } fix)
            text.Append(new string(' ', Indent)).Append("to make it land, add:\n").AppendJoin(
                "", fix.Settings.Select(line => $"{line}\n"));
        else if (verdict.Fix?.Obstacle is { } obstacle)
            text.Append(new string(' ', Indent)).Append("no setting helps: ").Append(obstacle).Append('\n');
        return ByteText.ToUtf16(text.ToString());
    }

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
