using KernelSplit.Splitting.Solving;

namespace KernelSplit.Tests.Splitting;

/// <summary>The solver against a search through every possible placement of a few modules.</summary>
public sealed class SolverProofTests
{
    private const int Count = 3000;

    private static readonly Lazy<SplitPuzzle[]> Puzzles = new(() =>
        [.. Enumerable.Range(0, Count).Select(seed => new SplitPuzzle(seed))]);

    private static void ForEachPuzzle(Action<SplitPuzzle> check)
    {
        foreach (var (seed, puzzle) in Puzzles.Value.Index())
        {
            try
            {
                check(puzzle);
            }
            catch (ShouldAssertException e)
            {
                throw new ShouldAssertException($"seed {seed}, {PlanFile.Write(puzzle.Plan)}", e);
            }
        }
    }

    [Fact]
    public void No_placement_keeps_more_of_the_strongest_rules() => ForEachPuzzle(puzzle =>
    {
        var valid = puzzle.AllValid();
        foreach (var matches in puzzle.Matches)
        {
            var most = valid.Max(Kept);
            Kept(puzzle.Placed).ShouldBe(most);
            valid = [.. valid.Where(placed => Kept(placed) == most)];

            int Kept(int[] placed) => matches.Count(match => placed[match.Module] == match.To);
        }
    });

    [Fact]
    public void A_module_that_can_t_be_where_its_rule_wants_it_is_as_near_as_stronger_ones_let_it() =>
        ForEachPuzzle(puzzle =>
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
            puzzle.Distance(to, puzzle.Placed[module])
                .ShouldBe(valid.Min(placed => puzzle.Distance(to, placed[module])), $"m{module}");
            valid = [.. valid.Where(placed => placed[module] == puzzle.Placed[module])];
        }

        // What a matched module needs, and no rule matches, is as high as all of those allow.
        foreach (var helper in puzzle.Helpers())
        {
            puzzle.Height(puzzle.Placed[helper])
                .ShouldBe(valid.Max(placed => puzzle.Height(placed[helper])), $"m{helper}");
            valid = [.. valid.Where(placed => placed[helper] == puzzle.Placed[helper])];
        }
    });

    [Fact]
    public void No_single_module_can_move_up() => ForEachPuzzle(puzzle =>
    {
        puzzle.IsValid(puzzle.Placed).ShouldBeTrue();
        var wanted = puzzle.Matches.SelectMany(matches => matches)
            .ToDictionary(match => match.Module, match => match.To);
        foreach (var placement in puzzle.Plan.Placements.Where(placement =>
            placement.Reason.Kind == ReasonKind.NeededBy))
        {
            var module = int.Parse(placement.Module[1..], System.Globalization.CultureInfo.InvariantCulture);
            for (var package = 0; package < puzzle.Packages; package++)
            {
                if (!puzzle.IsAbove(package, puzzle.Placed[module])
                    || (wanted.TryGetValue(module, out var to) && to != package && !puzzle.IsAbove(to, package)))
                    continue;
                int[] moved = [.. puzzle.Placed];
                moved[module] = package;
                puzzle.IsValid(moved).ShouldBeFalse($"m{module} to {package}");
            }
        }
    });
}
