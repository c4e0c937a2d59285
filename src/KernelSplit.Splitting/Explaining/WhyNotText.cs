using System.Globalization;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Splitting.Explaining;

/// <summary>What keeps a module out of a package, and what another rule would do, as text.</summary>
public static class WhyNotText
{
    private const int MostMoves = 10;

    /// <param name="to">Where it goes.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="map">The map, as another one can extend it.</param>
    public static void Write(TextWriter to, WhyNot answer, string map)
    {
        var (module, package) = (answer.Module.Module, answer.Package.Name);
        to.WriteLine(
            $"{module} isn't in {package}. {new PlacementSentence(new PlanIndex(answer.Before)).Of(answer.Module)}");
        if (answer.After is not { } after)
        {
            to.WriteLine($"A rule that puts {module} in {package} would leave a map that can't be solved:");
            foreach (var obstacle in answer.Obstacles)
                to.WriteLine($"  {obstacle.Message}{(obstacle.Hint is null ? "" : $". {obstacle.Hint}")}");
            return;
        }

        if (answer.IsPossible)
            to.WriteLine($"A rule can change that. {Count(answer.Following)} would move to {package}:");
        else
            to.WriteLine($"A rule that names it can't change that alone. {Held(answer, after)}");
        if (!answer.IsPossible && answer.Following.Count > 0)
            to.WriteLine($"{Count(answer.Following)} would still move to {package}:");
        WriteMoves(to, answer.Following, module);
        if (answer.Others.Count > 0)
        {
            to.WriteLine($"{Count(answer.Others)} would move elsewhere:");
            WriteMoves(to, answer.Others, module);
        }

        foreach (var changed in answer.Before.Packages.Select(known => known.Name).Where(name =>
            answer.Moves.Any(move => move.Before.Package == name || move.After.Package == name)))
            to.WriteLine($"{changed}: {Total(answer.Before, changed)} before, {Total(after, changed)} after.");
        if (answer.IsPossible)
            WriteRule(to, module, package, map);
    }

    /// <summary>Where it would still be, and what holds it there.</summary>
    private static string Held(WhyNot answer, Plan after)
    {
        var outcome = answer.Outcome!;
        var unasked = outcome with { Reason = outcome.Reason with { Rule = null } };
        return $"With it, {new PlacementSentence(new PlanIndex(after)).Of(unasked)} To move it, move what holds "
            + "it as well.";
    }

    private static void WriteMoves(TextWriter to, IReadOnlyList<Move> moves, string asked)
    {
        foreach (var move in moves.Take(MostMoves))
        {
            var why = move.Before.Module == asked ? "" : $": {move.After.Reason.Words(move.After.Package)}";
            to.WriteLine($"  {move.Before.Module}, {ByteSize.Format(move.Before.Size)}, from {move.Before.Package} to "
                + $"{move.After.Package}{why}");
        }

        if (moves.Count > MostMoves)
            to.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  and {moves.Count - MostMoves} more, which --json lists"));
    }

    /// <summary>The map that does it.</summary>
    private static void WriteRule(TextWriter to, string module, string package, string map)
    {
        to.WriteLine("To do it, write a map with your reason and use it instead:");
        to.WriteLine($"  version: 1\n  extends: {map}\n  rules:\n    - "
            + $"{{to: {package}, because: ..., when: {{name: {module}}}}}");
    }

    private static string Count(IReadOnlyCollection<Move> moves) => string.Create(
        CultureInfo.InvariantCulture,
        $"{moves.Count} {(moves.Count == 1 ? "module" : "modules")}, "
            + $"{ByteSize.Format(moves.Sum(move => move.Before.Size))},");

    private static string Total(Plan plan, string package)
    {
        var modules = plan.In(package).ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{modules.Count} modules, {ByteSize.Format(modules.Sum(module => module.Size))}");
    }
}
