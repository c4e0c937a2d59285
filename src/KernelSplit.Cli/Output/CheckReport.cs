using System.Globalization;
using KernelSplit.Building.Configuring;
using KernelSplit.Foundation;
using KernelSplit.Kconfig;
using KernelSplit.Kconfig.Explaining;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Cli.Output;

/// <summary>The result of a check, for people, for programs, and for GitHub.</summary>
internal static class CheckReport
{
    public static void WriteText(CheckResult result)
    {
        Console.Out.WriteLine(Summary(result));
        foreach (var finding in result.Findings)
            Console.Out.Write($"\n{VerdictText.Of(finding.Verdict)}    checked for {finding.Where}\n");
        foreach (var entry in result.Stale)
            Console.Out.WriteLine(Unneeded(entry));
    }

    /// <summary>GitHub's workflow commands: docs.github.com, "Workflow commands for GitHub Actions".</summary>
    public static void WriteAnnotations(CheckResult result)
    {
        foreach (var finding in result.Findings)
        {
            var verdict = finding.Verdict;
            var details = VerdictText.Of(verdict);
            Annotate(verdict.Requested.File, verdict.Requested.Line, ByteText.ToUtf16($"{verdict.Requested}: {verdict.Outcome.Words()}"), $"{details[(details.IndexOf(' ', StringComparison.Ordinal) + 1)..]}checked for {finding.Where}");
        }

        foreach (var entry in result.Stale)
            Annotate(entry.File, entry.Line, "not needed", Unneeded(entry).Message);
        Console.Out.WriteLine(Summary(result));
    }

    public static void WriteJson(CheckResult result)
    {
        using var output = Console.OpenStandardOutput();
        JsonReport.Write(output, "kernelsplit-config-check-1", json =>
        {
            json.WriteString("kernel", result.Version);
            foreach (var (name, findings) in new[] { ("findings", result.Findings), ("allowed", result.Allowed) })
            {
                json.WriteStartArray(name);
                foreach (var finding in findings)
                {
                    json.WriteStartObject();
                    VerdictJson.Verdict(json, finding.Verdict);
                    json.WriteStartArray("places");
                    foreach (var place in finding.Places)
                    {
                        json.WriteStartObject();
                        json.WriteString("target", place.Target);
                        json.WriteString("arch", place.Architecture);
                        json.WriteEndObject();
                    }

                    json.WriteEndArray();
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            json.WriteStartArray("notNeeded");
            foreach (var entry in result.Stale)
            {
                json.WriteStartObject();
                json.WriteString("symbol", entry.Symbol);
                json.WriteString("file", entry.File);
                json.WriteNumber("line", entry.Line);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    private static string Summary(CheckResult result)
    {
        var targets = result.Places.Select(place => place.Target).Distinct().Count();
        var architectures = result.Places.Select(place => place.Architecture).Distinct().Count();
        var requests = result.Places.Sum(place => place.Requests);
        var state = result.IsClean ? "all as asked" : string.Create(CultureInfo.InvariantCulture, $"{result.Findings.Count + result.Stale.Count} findings");
        var allowed = result.Allowed.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {result.Allowed.Count} known and allowed");
        return string.Create(CultureInfo.InvariantCulture, $"Linux {result.Version}: {targets} targets x {architectures} architectures, {requests} requests: {state}{allowed}");
    }

    private static Diagnostic Unneeded(AllowedSymbol entry) => Diagnostic.Warning(
        entry.File, $"the entry for CONFIG_{entry.Symbol} is not needed for this kernel: nothing is wrong with it", "Remove it or narrow its range", entry.Line);

    private static void Annotate(string file, int line, string title, string message) => Console.Out.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"::warning file={Property(file)},line={line},title={Property(title)}::{Data(message)}"));

    private static string Data(string text) => text.Replace("%", "%25").Replace("\r", "%0D").Replace("\n", "%0A");

    private static string Property(string text) => Data(text).Replace(":", "%3A").Replace(",", "%2C");
}
