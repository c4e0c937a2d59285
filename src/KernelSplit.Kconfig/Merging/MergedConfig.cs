using KernelSplit.Foundation;

namespace KernelSplit.Kconfig.Merging;

/// <summary>The requested values of a list of fragments, each with file and line. Later fragments win.</summary>
public sealed class MergedConfig
{
    private readonly Dictionary<string, Assignment> _bySymbol;

    private MergedConfig(IReadOnlyList<Assignment> requests, IReadOnlyList<(Assignment, Assignment)> overridden)
    {
        RequestedValues = requests;
        Overridden = overridden;
        _bySymbol = requests.ToDictionary(request => request.Symbol, StringComparer.Ordinal);
    }

    /// <summary>One requested value per symbol, in order of first mention.</summary>
    public IReadOnlyList<Assignment> RequestedValues { get; }

    /// <summary>Lines whose symbol a later line sets again, with that line.</summary>
    public IReadOnlyList<(Assignment Earlier, Assignment Later)> Overridden { get; }

    /// <summary>What was found while reading the fragments, and is no error.</summary>
    public IReadOnlyList<Diagnostic> Warnings { get; private init; } = [];

    /// <summary>A symbol's requested value, null if there is none.</summary>
    /// <param name="symbol">Its name without <c>CONFIG_</c>.</param>
    public Assignment? Find(string symbol) => _bySymbol.GetValueOrDefault(symbol);

    /// <summary>Reads and merges fragments.</summary>
    /// <param name="fragments">Paths, in the order they are applied.</param>
    /// <param name="lastWins">Whether a later line may change a value without an <c># override:</c> comment.</param>
    /// <exception cref="InvalidInputException">
    /// A fragment is missing or has lines that kbuild would skip, or two lines set different values and the later one
    /// has no <c># override:</c> comment.
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

    /// <summary>Merges lines that were already read, in order.</summary>
    /// <param name="assignments">All lines of all fragments.</param>
    /// <param name="problems">Errors and warnings found while reading them.</param>
    /// <param name="lastWins">Whether a later line may change a value without an <c># override:</c> comment.</param>
    /// <exception cref="InvalidInputException">There are such errors, or conflicts.</exception>
    public static MergedConfig Of(
        IEnumerable<Assignment> assignments, ICollection<Diagnostic> problems, bool lastWins = false)
    {
        var order = new List<string>();
        var requests = new Dictionary<string, Assignment>(StringComparer.Ordinal);
        var overridden = new List<(Assignment, Assignment)>();
        foreach (var request in assignments)
        {
            if (!requests.TryGetValue(request.Symbol, out var earlier))
            {
                order.Add(request.Symbol);
            }
            else
            {
                overridden.Add((earlier, request));
                if (earlier.Value != request.Value && request.OverrideReason is null && !lastWins)
                    problems.Add(Conflict(earlier, request));
            }

            requests[request.Symbol] = request;
        }

        if (problems.Any(problem => problem.Severity == Severity.Error))
            throw new InvalidInputException([.. problems]);
        return new MergedConfig([.. order.Select(symbol => requests[symbol])], overridden) { Warnings = [.. problems] };
    }

    /// <summary>
    /// A .config: the lines of <paramref name="baseConfig"/> for other symbols, then the requested values.
    /// </summary>
    public string ApplyTo(string baseConfig)
    {
        var kept = ConfigText.Read(baseConfig.Split('\n'), ".config", [])
            .Where(assignment => Find(assignment.Symbol) is null);
        return string.Concat(kept.Concat(RequestedValues).Select(assignment => assignment.ToConfigLine() + "\n"));
    }

    private static Diagnostic Conflict(Assignment earlier, Assignment later) => Diagnostic.Error(
        DiagnosticKind.Conflict,
        later.File,
        $"CONFIG_{later.Symbol} is set more than once: old value {ByteText.ToUtf16(earlier.Value)} "
            + $"({earlier.File}:{earlier.Line}), "
            + $"new value {ByteText.ToUtf16(later.Value)}",
        "Remove one of them, or give a reason above the later one: \"# override: <reason>\"",
        later.Line);
}
