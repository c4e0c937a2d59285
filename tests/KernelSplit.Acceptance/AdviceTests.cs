using KernelSplit.Building.Configuring;
using KernelSplit.Foundation;
using KernelSplit.Kconfig;
using KernelSplit.Kconfig.Evaluation;
using KernelSplit.Kconfig.Explaining;
using KernelSplit.Kconfig.Merging;

namespace KernelSplit.Acceptance;

/// <summary>
/// The symbols without a prompt that a distribution's .config has, requested on tinyconfig: since its .config has them,
/// there is a way to each.
/// </summary>
[Part(Part.Kconfig)]
public sealed class AdviceTests
{
    [AptFact]
    public void Symbols_without_a_prompt_get_a_way_that_lands()
    {
        var build = DistributionBuild.Of(DistributionKernels.Generic[^1]);
        var kernel = KernelKconfig.Read(
            build.Source, Architecture.All.Single(architecture => architecture.Name == "x86_64"), "",
            TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        DeepRecursion.Run(() => Check(kernel, build));
    }

    private static bool Check(KernelKconfig kernel, DistributionBuild build)
    {
        var every = Coverage.IsFull ? 1 : 16;
        var requests = build.Config
            .Where(value => value.Value is "y" or "m" && kernel.Tree.Find(value.Key) is { Definitions: not [] } symbol
                && symbol.Definitions.All(node => node.Prompt is null))
            .Where((_, index) => index % every == 0)
            .Select((value, index) => new Assignment(value.Key, value.Value, "promptless.config", index + 1)).ToList();
        var baseConfig = kernel.Base(BaseConfig.Tiny);
        var config = new Explainer(kernel.Tree)
            .Complete(MergedConfig.Of(requests, []), baseConfig, BaseConfig.Tiny);
        var missing = config.Verdicts.Where(verdict => verdict.IsMissing).ToList();
        missing.Count.ShouldBeGreaterThan(requests.Count / 2);
        var steps = 0;
        var before = Effort.Processor();

        var fixes = config.WithFixes(missing, (_, _) => steps++);

        var elapsed = Effort.Processor() - before;
        var lines = fixes.SelectMany(verdict => verdict.Fix!.Settings).Distinct().ToList();
        var after = Configuration.Of(
            kernel.Tree, MergedConfig.Of(requests, []).ApplyTo(baseConfig) + string.Join('\n', lines) + "\n", "");
        var landed = fixes.Count(verdict => verdict.Fix!.Settings.Count > 0
            && after.ValueOf(kernel.Tree.Find(verdict.Requested.Symbol)!) == verdict.Requested.Value);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{requests.Count} requested, {missing.Count} missing, {landed} land, {lines.Count} lines, {elapsed}\n"
            + string.Join('\n', fixes.Where(verdict => verdict.Fix!.Settings.Count == 0)
                .Select(verdict => $"{verdict.Requested}: {verdict.Fix!.Advice}")));
        lines.Select(line => line.Replace("# ", "").Split('=', ' ')[0]).ShouldBeUnique();
        // pahole's version is the machine's: no setting changes it.
        var possible = fixes.Count(verdict => !verdict.Fix!.IsImpossible);
        possible.ShouldBeGreaterThanOrEqualTo(missing.Count - 3);
        landed.ShouldBeGreaterThanOrEqualTo(possible * 99 / 100);
        steps.ShouldBe(missing.Count);
        elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
        return true;
    }
}
