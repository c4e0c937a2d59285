using System.Text.RegularExpressions;
using KernelSplit.Foundation;

namespace KernelSplit.Acceptance;

/// <summary>
/// Our target kata, held against what Kata Containers asks for in its own guests: kata-symbols.txt, which says where
/// that is from.
/// </summary>
[Part(Part.Kconfig)]
public sealed partial class KataSymbolTests
{
    [AptTheory]
    [InlineData("6.12")]
    public void The_target_has_what_Kata_s_guests_have_or_a_reason_stands_beside_it(string series)
    {
        var source = DistributionBuild.UnpackedSource(series);
        using var config = new TargetConfig(
            source, Architecture.All.Single(architecture => architecture.Name == "x86_64"));
        var ours = config.Of(config.Project("kata"));
        var known = DistributionBuild.SymbolsIn(source);
        var wishes = File.ReadLines(Path.Combine(Shell.Checkout, "tests/KernelSplit.Acceptance/kata-symbols.txt"))
            .Where(line => line.Length > 0 && line[0] != '#').Select(Wish.Parse).ToList();

        wishes.Count(wish => wish.IsGranted(ours)).ShouldBeGreaterThan(wishes.Count / 2);
        wishes.Where(wish =>
            known.Contains(wish.Symbol) && !wish.IsGranted(ours) && wish.Reason is null).ShouldBeEmpty();
        // A reason why not is a lie where the target has it after all.
        wishes.Where(wish =>
            wish.Reason is not null && (wish.IsGranted(ours) || !known.Contains(wish.Symbol))).ShouldBeEmpty();
    }

    private sealed partial record Wish(string Symbol, string Value, string? Reason)
    {
        public static Wish Parse(string line)
        {
            var match = Line().Match(line);
            match.Success.ShouldBeTrue(line);
            return new Wish(
                match.Groups["symbol"].Value, match.Groups["value"].Value,
                match.Groups["reason"] is { Success: true } reason ? reason.Value : null);
        }

        /// <summary>Kata's kernels have no modules; ours may have it as one.</summary>
        public bool IsGranted(Dictionary<string, string> config) => Value switch
        {
            "y" or "m" => config.GetValueOrDefault(Symbol) is "y" or "m",
            "n" => !config.ContainsKey(Symbol),
            _ => config.GetValueOrDefault(Symbol) == Value,
        };

        [GeneratedRegex(@"^(?<symbol>\w+)=(?<value>\S+)(  # (?<reason>\S.*))?$")]
        private static partial Regex Line();
    }
}
