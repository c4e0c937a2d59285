using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps;

namespace KernelSplit.Splitting.Solving;

/// <summary>A pinned module that can't stay where its rule puts it.</summary>
internal sealed class BrokenPin(
    int pinned,
    Rule rule,
    Obstacle obstacle,
    NumberedModules modules,
    PackageReach reach,
    IReadOnlyList<string?> package,
    IReadOnlyList<Reason?> reason)
{
    private readonly string _module = modules.Names[pinned];

    /// <summary>With the chain of dependencies and the two ways out.</summary>
    public Diagnostic Describe()
    {
        var number = obstacle.Modules[0];
        var other = modules.Names[number];
        var chain = string.Join(
            " -> ", obstacle.IsNeeded ? modules.Chain(pinned, number) : modules.Chain(number, pinned));
        var tie = obstacle.IsNeeded ? $"it needs {chain}" : $"{chain} needs it";
        if (package[number] is not { } there || IsInReach(there))
        {
            var rest = obstacle.IsNeeded ? $"what else needs {other}" : $"what else {other} needs";
            return Error(
                $"{tie}, and no package reaches both {rule.To} and {rest}",
                $"Let a package require both, or take the pin off {_module}");
        }

        return Error(
            $"{tie}, and {other} is in {there}: {reason[number]!.Words(there)}",
            obstacle.IsNeeded
                ? $"Let {rule.To} require {there}, or send {other} to {rule.To} or to what that requires"
                : $"Let {there} require {rule.To}, or send {other} to {rule.To}");
    }

    private bool IsInReach(string there) =>
        obstacle.IsNeeded ? reach.Serves(rule.To, there) : reach.Serves(there, rule.To);

    private Diagnostic Error(string why, string waysOut) => Diagnostic.Error(
        DiagnosticKind.Pin, rule.File, $"{_module} is pinned to {rule.To} and can't stay there: {why}", waysOut,
        rule.Line);
}
