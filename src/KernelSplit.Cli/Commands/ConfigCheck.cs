using System.CommandLine;
using KernelSplit.Building.Configuring;
using KernelSplit.Cli.Inputs;
using KernelSplit.Cli.Output;
using KernelSplit.Foundation;
using KernelSplit.Kconfig;
using KernelSplit.Kconfig.Explaining;
using KernelSplit.Kconfig.Merging;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Cli.Commands;

/// <summary>
/// <c>kernelsplit config --check</c>: checks the fragments of all targets for all architectures, without a compiler.
/// </summary>
internal static class ConfigCheck
{
    public static async Task<int> Run(
        ParseResult parsed, ConfigInputs inputs, string? allowFile, bool github, bool json,
        CancellationToken cancellation)
    {
        var data = inputs.Data(parsed);
        var targets = inputs.Targets(parsed) is { Count: > 0 } named ? named : [.. data.TargetNames];
        var architectures = Architecture.All.Where(architecture => inputs.IsWanted(parsed, architecture)).ToList();
        var file = allowFile ?? data.Find(Path.Combine("fragments", "allow.yaml"));
        var allowed = file is null ? AllowList.Empty : AllowList.Read(ConfigInputs.Shorten(file));
        var merged = Merge(targets, architectures, data);

        var source = await inputs.Source(parsed, inputs.ReadProject(parsed), cancellation);
        var baseName = inputs.BaseName(parsed);
        var checks = await Task.WhenAll(architectures.Select(architecture => Task.Run(
            async () => Check(
                await inputs.Kconfig(parsed, source, architecture, isDummy: true, cancellation), merged, baseName,
                cancellation), cancellation)));
        var result = CheckResult.Of(
            [.. checks.SelectMany(check => check.Findings)], [.. checks.SelectMany(check => check.Configurations)],
            allowed, checks[0].Version);
        result = result with
        {
            Findings = DeepRecursion.Run(() => CheckFinding.WithFixes(result.Findings)),
        };
        if (json)
            CheckReport.WriteJson(result);
        else if (github)
            CheckReport.WriteAnnotations(result);
        else
            CheckReport.WriteText(result);
        return result.IsClean ? ExitCode.Fine : ExitCode.Findings;
    }

    /// <summary>Merges every target's fragments for every architecture; all errors are reported together.</summary>
    private static List<Merged> Merge(
        IReadOnlyList<string> targets, List<Architecture> architectures, DataDirectories data)
    {
        var merged = new List<Merged>();
        var (mistakes, warnings) = (new List<Diagnostic>(), new List<Diagnostic>());
        foreach (var target in targets)
        {
            var chain = data.ReadTargets([target]);
            foreach (var architecture in architectures)
            {
                try
                {
                    var fragments = chain.SelectMany(part => part.Fragments(architecture)).Select(ConfigInputs.Shorten);
                    var requests = MergedConfig.Read([.. fragments]);
                    warnings.AddRange(requests.Warnings);
                    merged.Add(new Merged(target, [.. chain.Select(part => part.Name)], architecture, requests));
                }
                catch (InvalidInputException e)
                {
                    mistakes.AddRange(e.Diagnostics);
                }
            }
        }

        foreach (var warning in warnings.Distinct())
            Console.Error.WriteLine(warning);
        return mistakes.Count == 0 ? merged : throw new InvalidInputException([.. mistakes.Distinct()]);
    }

    private static (string Version, List<CheckFinding> Findings, List<CheckedConfiguration> Configurations) Check(
        KernelKconfig kernel, List<Merged> merged, string baseName, CancellationToken cancellation)
    {
        var architecture = kernel.Architecture;
        return DeepRecursion.Run(() =>
        {
            var explainer = new Explainer(kernel.Tree);
            var baseConfig = kernel.Base(baseName);
            var findings = new List<CheckFinding>();
            var configurations = new List<CheckedConfiguration>();
            foreach (var (target, chain, _, requests) in merged.Where(merged => merged.Architecture == architecture))
            {
                cancellation.ThrowIfCancellationRequested();
                var count = requests.RequestedValues.Count;
                var configuration = new CheckedConfiguration(target, chain, architecture.Name, count);
                configurations.Add(configuration);
                var config = explainer.Complete(requests, baseConfig, baseName);
                findings.AddRange(config.Verdicts.Where(IsFinding)
                    .Select(verdict => new CheckFinding(verdict, config, [configuration])));
            }

            return (kernel.Version, findings, configurations);
        });
    }

    private sealed record Merged(
        string Target, IReadOnlyList<string> Chain, Architecture Architecture, MergedConfig Requests);

    /// <summary>Values that are not in the final .config, and values that are requested twice.</summary>
    private static bool IsFinding(Verdict verdict) =>
        verdict.IsMissing || (
            verdict.Outcome == Outcome.Overridden && verdict.Requested.Value == verdict.Actual
                && verdict.Because.All(reason => reason.Kind == KconfigReasonKind.Requested));
}
