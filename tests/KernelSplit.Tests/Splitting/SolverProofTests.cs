using CsCheck;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Tests.Splitting;

/// <summary>The solver against a search through every possible placement of a few modules.</summary>
public sealed class SolverProofTests
{
    private const int Count = 3000;

    [Fact]
    public void Every_module_finds_what_it_needs_whatever_the_map() =>
        SplitPuzzle.InAnyMap.Sample(puzzle => puzzle.IsValid(puzzle.Solve(puzzle.Names)), iter: Count);

    [Fact]
    public void Names_decide_nothing()
    {
        var renamed =
            from puzzle in SplitPuzzle.InAnyMap
            from names in Gen.Shuffle(puzzle.Names)
            select (puzzle, names);

        renamed.Sample(
            sample => sample.puzzle.Solve(sample.names).ShouldBe(sample.puzzle.Solve(sample.puzzle.Names)),
            iter: Count,
            print: sample => $"{string.Join(' ', sample.names)}\n{sample.puzzle}");
    }

    [Fact]
    public void A_rule_gets_its_way_wherever_stronger_ones_leave_a_placement() =>
        SplitPuzzle.InAnyMapByName.Sample(
            puzzle => CheckMatched(puzzle, puzzle.Solve(puzzle.Names)), iter: Count);

    [Fact]
    public void No_placement_keeps_more_of_the_strongest_rules() => SplitPuzzle.InUsualMap.Sample(
        puzzle =>
        {
            var (valid, solved) = (puzzle.AllValid(), puzzle.Solve(puzzle.Names));
            foreach (var matches in puzzle.Matches)
            {
                var most = valid.Max(Kept);
                Kept(solved).ShouldBe(most);
                valid = [.. valid.Where(placed => Kept(placed) == most)];

                int Kept(int[] placed) => matches.Count(match => placed[match.Module] == match.To);
            }
        },
        iter: Count);

    [Fact]
    public void What_matched_modules_need_is_as_high_as_they_let_it() => SplitPuzzle.InUsualMap.Sample(
        puzzle =>
        {
            var solved = puzzle.Solve(puzzle.Names);
            var valid = CheckMatched(puzzle, solved);
            foreach (var helper in puzzle.Helpers())
            {
                var others = puzzle.Helpers().Where(other => other != helper);
                puzzle.Height(solved[helper]).ShouldBe(
                    valid.Where(placed => others.All(other => placed[other] == solved[other]))
                        .Max(placed => puzzle.Height(placed[helper])),
                    $"m{helper}");
            }
        },
        iter: Count);

    [Fact]
    public void No_single_module_can_move_up() => SplitPuzzle.InUsualMap.Sample(
        puzzle =>
        {
            var plan = puzzle.PlanOf(puzzle.Names);
            var solved = puzzle.Solve(puzzle.Names);
            var wanted = puzzle.Matches.SelectMany(matches => matches)
                .ToDictionary(match => match.Module, match => match.To);
            foreach (var module in Enumerable.Range(0, puzzle.Count).Where(module =>
                plan.Placements[module].Reason.Kind == ReasonKind.NeededBy))
            {
                for (var package = 0; package < puzzle.Packages; package++)
                {
                    if (!puzzle.IsAbove(package, solved[module])
                        || (wanted.TryGetValue(module, out var to) && to != package && !puzzle.IsAbove(to, package)))
                        continue;
                    int[] moved = [.. solved];
                    moved[module] = package;
                    puzzle.IsValid(moved).ShouldBeFalse($"m{module} to {package}");
                }
            }
        },
        iter: Count);

    /// <summary>
    /// Each matched module is in its rule's package where any placement has it there with all stronger matches kept;
    /// then the others, as near as those before them let it.
    /// </summary>
    /// <returns>The placements that agree with all of these.</returns>
    private static IReadOnlyList<int[]> CheckMatched(SplitPuzzle puzzle, int[] solved)
    {
        var valid = puzzle.AllValid();
        var matches = puzzle.Matches.SelectMany(matches => matches.OrderBy(match => match.Module)).ToList();
        foreach (var (module, to) in matches)
        {
            if (valid.Any(placed => placed[module] == to))
                valid = [.. valid.Where(placed => placed[module] == to)];
        }

        foreach (var (module, to) in matches)
        {
            puzzle.Distance(to, solved[module])
                .ShouldBe(valid.Min(placed => puzzle.Distance(to, placed[module])), $"m{module}");
            valid = [.. valid.Where(placed => placed[module] == solved[module])];
        }

        return valid;
    }
}
