using KernelSplit.Diagnostics;

namespace KernelSplit.Kconfig;

/// <summary>What a list of fragments asks for together, later fragments winning, with each request's origin.</summary>
public sealed class MergedConfig
{
    private MergedConfig(IReadOnlyList<Assignment> requests) => Requests = requests;

    /// <summary>One request a symbol, in the order in which the symbols were first named.</summary>
    public IReadOnlyList<Assignment> Requests { get; }

    /// <summary>Reads and merges fragments.</summary>
    /// <param name="fragments">Paths, in the order in which they are applied.</param>
    /// <param name="conflicts">Gets a warning for each symbol that two lines set to different values.</param>
    /// <exception cref="InvalidInputException">A fragment is missing or has lines that kbuild would skip.</exception>
    public static MergedConfig Read(IReadOnlyList<string> fragments, ICollection<Diagnostic> conflicts)
    {
        var errors = new List<Diagnostic>();
        var order = new List<string>();
        var requests = new Dictionary<string, Assignment>(StringComparer.Ordinal);
        foreach (var fragment in fragments)
        {
            if (!File.Exists(fragment))
            {
                errors.Add(Diagnostic.Error(fragment, "no such fragment"));
                continue;
            }

            foreach (var request in ConfigText.ReadFile(fragment, errors))
            {
                if (!requests.TryGetValue(request.Symbol, out var earlier))
                    order.Add(request.Symbol);
                else if (earlier.Value != request.Value)
                    conflicts.Add(Conflict(earlier, request));
                requests[request.Symbol] = request;
            }
        }

        if (errors.Count > 0)
            throw new InvalidInputException(errors);
        return new MergedConfig([.. order.Select(symbol => requests[symbol])]);
    }

    /// <summary>A .config text: the lines of <paramref name="baseConfig"/> that nobody asks to change, then the requests.</summary>
    public string ApplyTo(string baseConfig)
    {
        var asked = Requests.Select(request => request.Symbol).ToHashSet(StringComparer.Ordinal);
        var kept = ConfigText.Read(baseConfig.Split('\n'), ".config", [])
            .Where(assignment => !asked.Contains(assignment.Symbol));
        return string.Concat(kept.Concat(Requests).Select(assignment => assignment.ToConfigLine() + "\n"));
    }

    /// <summary>The requests that <paramref name="finalConfig"/>, kbuild's answer, does not grant.</summary>
    public IReadOnlyList<LostRequest> NotLanded(IReadOnlyList<Assignment> finalConfig)
    {
        var values = finalConfig.ToDictionary(a => a.Symbol, a => a.Value, StringComparer.Ordinal);
        return
        [
            .. Requests
                .Select(request => new LostRequest(request, values.GetValueOrDefault(request.Symbol)))
                .Where(lost => lost.Asked.Value != (lost.Got ?? Assignment.NotSet)),
        ];
    }

    private static Diagnostic Conflict(Assignment earlier, Assignment later) => Diagnostic.Warning(
        later.File,
        $"CONFIG_{later.Symbol} set more than once. Old value {earlier.Value} ({earlier.File}:{earlier.Line}), new value {later.Value}",
        line: later.Line);
}
