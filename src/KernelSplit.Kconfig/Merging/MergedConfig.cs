using KernelSplit.Foundation;

namespace KernelSplit.Kconfig.Merging;

/// <summary>What a list of fragments asks for together, later fragments winning, with each request's origin.</summary>
public sealed class MergedConfig
{
    private readonly Dictionary<string, Assignment> _bySymbol;

    private MergedConfig(IReadOnlyList<Assignment> requests, IReadOnlyList<(Assignment, Assignment)> superseded)
    {
        Requests = requests;
        Superseded = superseded;
        _bySymbol = requests.ToDictionary(request => request.Symbol, StringComparer.Ordinal);
    }

    /// <summary>One request a symbol, in the order in which the symbols were first named.</summary>
    public IReadOnlyList<Assignment> Requests { get; }

    /// <summary>Lines that ask for a symbol that a later line asks for again, with that line.</summary>
    public IReadOnlyList<(Assignment Earlier, Assignment Later)> Superseded { get; }

    /// <summary>What is asked of a symbol, null when nothing is.</summary>
    /// <param name="symbol">Its name without <c>CONFIG_</c>.</param>
    public Assignment? Find(string symbol) => _bySymbol.GetValueOrDefault(symbol);

    /// <summary>Reads and merges fragments.</summary>
    /// <param name="fragments">Paths, in the order in which they are applied.</param>
    /// <param name="lastWins">Whether a later line may ask for another value without saying that it means to.</param>
    /// <exception cref="InvalidInputException">
    /// A fragment is missing or has lines that kbuild would skip, or two lines ask for different values and the later
    /// one doesn't say that it means to.
    /// </exception>
    public static MergedConfig Read(IReadOnlyList<string> fragments, bool lastWins = false)
    {
        var errors = new List<Diagnostic>();
        var assignments = new List<Assignment>();
        foreach (var fragment in fragments)
        {
            if (File.Exists(fragment))
                assignments.AddRange(ConfigText.ReadFile(fragment, errors));
            else
                errors.Add(Diagnostic.Error(fragment, "no such fragment"));
        }

        return Of(assignments, errors, lastWins);
    }

    /// <summary>Merges lines that were read already, in their order.</summary>
    /// <param name="assignments">All lines of all fragments.</param>
    /// <param name="errors">Mistakes found while they were read.</param>
    /// <param name="lastWins">Whether a later line may ask for another value without saying that it means to.</param>
    /// <exception cref="InvalidInputException">There are such mistakes, or conflicts.</exception>
    public static MergedConfig Of(IEnumerable<Assignment> assignments, ICollection<Diagnostic> errors, bool lastWins = false)
    {
        var order = new List<string>();
        var requests = new Dictionary<string, Assignment>(StringComparer.Ordinal);
        var superseded = new List<(Assignment, Assignment)>();
        foreach (var request in assignments)
        {
            if (!requests.TryGetValue(request.Symbol, out var earlier))
            {
                order.Add(request.Symbol);
            }
            else
            {
                superseded.Add((earlier, request));
                if (earlier.Value != request.Value && request.OverrideReason is null && !lastWins)
                    errors.Add(Conflict(earlier, request));
            }

            requests[request.Symbol] = request;
        }

        if (errors.Count > 0)
            throw new InvalidInputException([.. errors]);
        return new MergedConfig([.. order.Select(symbol => requests[symbol])], superseded);
    }

    /// <summary>A .config text: the lines of <paramref name="baseConfig"/> that nobody asks to change, then the requests.</summary>
    public string ApplyTo(string baseConfig)
    {
        var kept = ConfigText.Read(baseConfig.Split('\n'), ".config", [])
            .Where(assignment => Find(assignment.Symbol) is null);
        return string.Concat(kept.Concat(Requests).Select(assignment => assignment.ToConfigLine() + "\n"));
    }

    private static Diagnostic Conflict(Assignment earlier, Assignment later) => Diagnostic.Error(
        later.File,
        $"CONFIG_{later.Symbol} set more than once. Old value {earlier.Value} ({earlier.File}:{earlier.Line}), new value {later.Value}",
        "Remove one of them, or say why above the later one: \"# override: <reason>\"",
        later.Line);
}
