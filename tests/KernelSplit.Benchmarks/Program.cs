using System.Globalization;
using KernelSplit.Benchmarks;

// Ratios against the tool that people use today, whole processes, in turn, in one run.
if (args is not [var tree, var release])
{
    Console.Error.WriteLine("""
        Usage: dotnet run --configuration Release --project tests/KernelSplit.Benchmarks -- <folder> <release>
        The folder holds lib/modules/<release>, for instance an unpacked kernel package.
        """);
    return 2;
}

const int Rounds = 7;
var checkout = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../.."));
var ours = new TimedCommand(Path.Combine(checkout, "kernelsplit"), ["split", tree, "--output", "-"]);
var depmod = new TimedCommand("depmod", ["-n", "-b", tree, release]);
TimedCommand.Warm(ours, depmod);

var pairs = Enumerable.Range(0, Rounds).Select(_ => (Ours: ours.Run(), Theirs: depmod.Run())).ToList();
Print("kernelsplit split", pairs.Select(pair => pair.Ours));
Print("depmod -n", pairs.Select(pair => pair.Theirs));
Print("ratio", pairs.Select(pair => pair.Ours / pair.Theirs));
return 0;

static void Print(string name, IEnumerable<double> values)
{
    var sorted = values.Order().ToList();
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{name,-20} min {sorted[0]:0.00}  median {sorted[sorted.Count / 2]:0.00}  max {sorted[^1]:0.00}"));
}
