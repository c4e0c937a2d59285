using System.Globalization;
using System.Text.Json.Serialization;
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
        var document = new CheckDocument(
            "kernelsplit-config-check-1", result.Version, result.Findings.Select(CheckedVerdict.Of),
            result.Allowed.Select(CheckedVerdict.Of),
            result.Needless.Select(entry => new NeedlessEntry(entry.Symbol, entry.File, entry.Line)));
        Terminal.Json(to => JsonReport.Write(to, document, CheckContext.Default.CheckDocument));
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

internal sealed record CheckDocument(
    string Schema, string Kernel, IEnumerable<CheckedVerdict> Findings, IEnumerable<CheckedVerdict> Allowed,
    IEnumerable<NeedlessEntry> Needless);

internal sealed record CheckedVerdict : VerdictJson
{
    private CheckedVerdict(Verdict verdict)
        : base(Of(verdict))
    {
    }

    public required IEnumerable<VerdictConfiguration> Configurations { get; init; }

    public static CheckedVerdict Of(CheckFinding finding) => new(finding.Verdict)
    {
        Configurations = finding.Configurations.Select(one => new VerdictConfiguration(one.Target, one.Architecture)),
    };
}

internal sealed record VerdictConfiguration(string Target, string Arch);

internal sealed record NeedlessEntry(string Symbol, string File, int Line);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = 1000)]
[JsonSerializable(typeof(CheckDocument))]
internal sealed partial class CheckContext : JsonSerializerContext;
