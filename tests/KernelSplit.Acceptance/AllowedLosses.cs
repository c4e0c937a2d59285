using System.Text.RegularExpressions;

namespace KernelSplit.Acceptance;

/// <summary>fragments/allow.yaml: requests that land on some kernels only.</summary>
internal static partial class AllowedLosses
{
    public static IReadOnlyList<AllowedLoss> All { get; } = Read(File.ReadAllText(Path.Combine(Shell.Checkout, "fragments/allow.yaml")));

    private static AllowedLoss[] Read(string text)
    {
        var entries = Entry().Matches(text);
        entries.Count.ShouldBe(text.Split("- symbol:").Length - 1, "an entry of allow.yaml lacks a key, or has them in another order");
        return
        [
            .. entries.Select(entry => new AllowedLoss(
                entry.Groups["symbol"].Value,
                entry.Groups["targets"].Value.Split(", "),
                entry.Groups["arch"].Success ? entry.Groups["arch"].Value.Split(", ") : [],
                entry.Groups["comparison"].Value,
                Version.Parse(entry.Groups["version"].Value))),
        ];
    }

    [GeneratedRegex("""- symbol: (?<symbol>\w+)\n  targets: \[(?<targets>[^]]+)\]\n(  arch: \[(?<arch>[^]]+)\]\n)?  kernel: "(?<comparison>[<>]=?)(?<version>[0-9.]+)"\n  reason: \S""")]
    private static partial Regex Entry();
}

/// <summary>An entry.</summary>
internal sealed record AllowedLoss(string Symbol, string[] Targets, string[] Architectures, string Comparison, Version Version)
{
    public bool Excuses(string symbol, string target, string architecture, Version kernel) =>
        Symbol == symbol && Targets.Contains(target) && (Architectures.Length == 0 || Architectures.Contains(architecture)) && !LandsOn(kernel);

    public bool LandsOn(Version kernel) => Comparison switch
    {
        ">=" => kernel >= Version,
        ">" => kernel > Version,
        "<=" => kernel <= Version,
        _ => kernel < Version,
    };
}
