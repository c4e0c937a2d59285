using System.Text.RegularExpressions;
using KernelSplit.Foundation;

namespace KernelSplit.Acceptance;

/// <summary>
/// Our targets, held against what the user space of containers and cloud images asks for: required-symbols.txt, which
/// has the sources.
/// </summary>
[Part(Part.Kconfig)]
public sealed partial class RequirementTests
{
    [AptTheory]
    [InlineData("6.1")]
    [InlineData("6.12")]
    public void The_targets_have_what_user_space_asks_for_or_a_reason_stands_beside_it(string series)
    {
        var source = DistributionBuild.UnpackedSource(series);
        using var config = new TargetConfig(
            source, Architecture.All.Single(architecture => architecture.Name == "x86_64"));
        var known = DistributionBuild.SymbolsIn(source);
        var missing = new List<string>();
        var needless = new List<string>();
        var granted = 0;
        foreach (var (name, target, requirements) in Sections())
        {
            var values = config.Of(config.Project(target));
            foreach (var requirement in requirements.Where(requirement => requirement.IsIn(series)))
            {
                var isGranted = requirement.IsGranted(values);
                granted += isGranted ? 1 : 0;
                if (!isGranted && requirement.Reason is null)
                    missing.Add($"{name}: {requirement.Symbols}");
                // A reason why not is a lie where the target has it after all.
                if (requirement.Reason is not null && (isGranted || !requirement.Any.Any(known.Contains)))
                    needless.Add($"{name}: {requirement.Symbols}");
            }
        }

        missing.ShouldBeEmpty();
        needless.ShouldBeEmpty();
        granted.ShouldBeGreaterThan(200);
    }

    private static IEnumerable<(string Name, string Target, List<Requirement> Requirements)> Sections()
    {
        (string Name, string Target, List<Requirement> Requirements)? section = null;
        var file = Path.Combine(Shell.Checkout, "tests/KernelSplit.Acceptance/required-symbols.txt");
        foreach (var line in File.ReadLines(file).Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (Header().Match(line) is { Success: true } header)
            {
                if (section is { } done)
                    yield return done;
                section = (header.Groups["name"].Value, header.Groups["target"].Value, []);
                continue;
            }

            section!.Value.Requirements.Add(Requirement.Parse(line));
        }

        yield return section!.Value;
    }

    [GeneratedRegex(@"^\[(?<name>[^]]+)\] https://\S+ (?<target>\S+)$")]
    private static partial Regex Header();

    private sealed partial record Requirement(string Symbols, bool IsOff, string? Since, string? Reason)
    {
        public IEnumerable<string> Any => Symbols.Split(" | ");

        public static Requirement Parse(string line)
        {
            var match = Line().Match(line);
            match.Success.ShouldBeTrue(line);
            return new Requirement(
                match.Groups["symbols"].Value, match.Groups["off"].Success,
                match.Groups["since"] is { Success: true } since ? since.Value : null,
                match.Groups["reason"] is { Success: true } reason ? reason.Value : null);
        }

        public bool IsIn(string series) => Since is null || Version.Parse(series) >= Version.Parse(Since);

        public bool IsGranted(Dictionary<string, string> config) => IsOff != Any.Any(config.ContainsKey);

        [GeneratedRegex(@"^(?<off>!)?(?<symbols>\w+( \| \w+)*)( \(since (?<since>[\d.]+)\))?(  # (?<reason>\S.*))?$")]
        private static partial Regex Line();
    }
}
