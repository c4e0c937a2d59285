using System.Globalization;
using KernelSplit.Building.Configuring;
using KernelSplit.Foundation;
using KernelSplit.Kconfig;
using KernelSplit.Kconfig.Explaining;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Cli.Output;

/// <summary>The result of a check, as text, as JSON, and as GitHub annotations.</summary>
internal static class CheckReport
{
    public static void WriteText(CheckResult result)
    {
        Console.Out.WriteLine(Summary(result));
        foreach (var finding in result.Findings)
            Console.Out.Write($"\n{VerdictText.Of(finding.Verdict)}    checked for {finding.Where}\n");
        foreach (var entry in result.Needless)
            Console.Out.WriteLine(Needless(entry));
    }

    /// <summary>GitHub's workflow commands: docs.github.com, "Workflow commands for GitHub Actions".</summary>
    public static void WriteAnnotations(CheckResult result)
    {
        foreach (var finding in result.Findings)
        {
            var verdict = finding.Verdict;
            var details = VerdictText.Of(verdict);
            Annotate(
                verdict.Requested.File, verdict.Requested.Line,
                ByteText.ToUtf16($"{verdict.Requested}: {verdict.Outcome.Words()}"),
                $"{details[(details.IndexOf(' ', StringComparison.Ordinal) + 1)..]}checked for {finding.Where}");
        }

        foreach (var entry in result.Needless)
            Annotate(entry.File, entry.Line, "needless entry", Needless(entry).Message);
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
                    json.WriteStartArray("configurations");
                    foreach (var configuration in finding.Configurations)
                    {
                        json.WriteStartObject();
                        json.WriteString("target", configuration.Target);
                        json.WriteString("arch", configuration.Architecture);
                        json.WriteEndObject();
                    }

                    json.WriteEndArray();
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            json.WriteStartArray("needless");
            foreach (var entry in result.Needless)
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
        var targets = result.Configurations.Select(configuration => configuration.Target).Distinct().Count();
        var architectures = result.Configurations.DistinctBy(configuration => configuration.Architecture).Count();
        var requests = result.Configurations.Sum(configuration => configuration.Requests);
        var findings = result.Findings.Count + result.Needless.Count;
        var state = findings == 0 ? "no findings" : Count(findings, "finding");
        var allowed = result.Allowed.Count == 0 ? "" : $", {Count(result.Allowed.Count, "finding")} allowed";
        return $"Linux {result.Version}: {Count(targets, "target")} x {Count(architectures, "architecture")}, "
            + $"{Count(requests, "requested value")}: {state}{allowed}";
    }

    private static string Count(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    private static Diagnostic Needless(AllowedSymbol entry) => Diagnostic.Warning(DiagnosticKind.NeedlessEntry,
        entry.File,
        $"needless entry: this kernel has no finding about CONFIG_{entry.Symbol}",
        "Remove it or narrow its range",
        entry.Line);

    private static void Annotate(string file, int line, string title, string message) => Console.Out.WriteLine(
        string.Create(
            CultureInfo.InvariantCulture,
            $"::warning file={Property(file)},line={line},title={Property(title)}::{Data(message)}"));

    private static string Data(string text) => text.Replace("%", "%25").Replace("\r", "%0D").Replace("\n", "%0A");

    private static string Property(string text) => Data(text).Replace(":", "%3A").Replace(",", "%2C");
}
