using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Tests.Splitting;

/// <summary>
/// Packages around a circle, of which only a search finds out what can still be placed: a and b, and above both c and
/// d. The modules are a board's corners, edges and fields, each of which needs those around it.
/// </summary>
public sealed class SolverSearchTests
{
    private const int Fields = 3;
    private const int Last = 2 * Fields;

    /// <summary>The rim of the board, step by step.</summary>
    private static readonly (int Row, int Column)[] Rim =
    [
        .. Enumerable.Range(0, Last).Select(step => (0, step)),
        .. Enumerable.Range(0, Last).Select(step => (step, Last)),
        .. Enumerable.Range(0, Last).Select(step => (Last, Last - step)),
        .. Enumerable.Range(0, Last).Select(step => (Last - step, 0)),
    ];

    [Fact]
    public void A_rim_that_no_board_can_fill_gives_way_where_it_closes()
    {
        // Once around the circle, then at its start: the board inside would have to be torn.
        var wanted = ("acbd" + new string('a', 20)).ToCharArray();

        var placed = Solve(wanted);

        string.Concat(Rim.Select(place => placed[NameOf(place)])).ShouldBe("acbd" + new string('a', 17) + "dbc");
    }

    [Fact]
    public void A_rim_that_a_board_can_fill_is_as_its_rules_say()
    {
        var wanted = ("acbd" + new string('a', 11) + "dbc" + new string('a', 6)).ToCharArray();

        var placed = Solve(wanted);

        string.Concat(Rim.Select(place => placed[NameOf(place)])).ShouldBe(string.Concat(wanted));
    }

    private static Dictionary<string, string> Solve(char[] wanted)
    {
        using var directory = new TempDirectory();
        var rules = Rim.Zip(wanted, (place, package) =>
            $"  - {{to: {package}, because: it is on the rim, when: {{name: {NameOf(place)}}}}}");
        var map = PackageMapReader.Read(
            directory.Write("map.yaml", """
                version: 1
                name: circle
                packages:
                  - {name: a, summary: S}
                  - {name: b, summary: S}
                  - {name: c, summary: S, requires: [a, b], default: true}
                  - {name: d, summary: S, requires: [a, b]}
                rules:

                """ + string.Join('\n', rules)),
            new(directory.Path));
        var plan = Solver.Solve(new KernelFacts(Build.Tree(Board())), map);
        var package = plan.PackageOfModules();
        var reach = new PackageReach(plan.Packages);
        foreach (var placement in plan.Placements)
        {
            placement.Dependencies.ShouldAllBe(needed => reach.Serves(placement.Package, package[needed]));
        }

        return package;
    }

    private static IEnumerable<KernelModule> Board()
    {
        for (var row = 0; row <= Last; row++)
        {
            for (var column = 0; column <= Last; column++)
            {
                List<string> needs = [];
                if (row % 2 == 1)
                    needs.AddRange([NameOf((row - 1, column)), NameOf((row + 1, column))]);
                if (column % 2 == 1)
                    needs.AddRange([NameOf((row, column - 1)), NameOf((row, column + 1))]);
                yield return Build.Module(NameOf((row, column)), needs: [.. needs.Order(StringComparer.Ordinal)]);
            }
        }
    }

    private static string NameOf((int Row, int Column) place) => $"m{place.Row}{place.Column}";
}
