using KernelSplit.Foundation;

namespace KernelSplit.Makefiles.Directories;

/// <summary>Under which configurations kbuild gets into a directory, and by which lines.</summary>
internal sealed class Reach
{
    private readonly Dictionary<string, List<(string From, ListedObject Step)>> _ways = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Way> _known = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> _diagnostics = [];

    public Reach(Dictionary<string, DirectoryContent> contents)
    {
        Follow("", contents, [], []);
    }

    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    public Way To(string directory)
    {
        if (_known.TryGetValue(directory, out var known))
            return known;
        if (directory.Length == 0)
            return _known[""] = new Way(Condition.Always, Condition.Always, []);

        var (visited, builtIn) = (Condition.Never, Condition.Never);
        var steps = new List<DirectoryStep>();
        foreach (var (from, step) in _ways[directory])
        {
            var above = To(from);
            visited |= above.Visited & (step.Module | step.BuiltIn);
            builtIn |= above.BuiltIn & step.BuiltIn;
            steps.AddRange(above.Steps.Where(other => steps.TrueForAll(mine => mine.Directory != other.Directory)));
        }

        steps.Add(new DirectoryStep(directory, [.. _ways[directory].SelectMany(way => way.Step.Lines)]));
        return _known[directory] = new Way(visited, builtIn, steps);
    }

    /// <summary>Notes all ways down from a directory, but none that leads back up.</summary>
    private void Follow(string from, Dictionary<string, DirectoryContent> contents, HashSet<string> open, HashSet<string> done)
    {
        open.Add(from);
        foreach (var step in contents[from].Directories)
        {
            if (open.Contains(step.Path))
            {
                var at = step.Lines[0].At;
                _diagnostics.Add(Diagnostic.Warning(at.File, $"{from} leads back to {step.Path}", line: at.Line));
                continue;
            }

            if (!_ways.TryGetValue(step.Path, out var ways))
                _ways[step.Path] = ways = [];
            ways.Add((from, step));
            if (!done.Contains(step.Path))
                Follow(step.Path, contents, open, done);
        }

        open.Remove(from);
        done.Add(from);
    }

    /// <param name="Visited">When kbuild looks for modules there.</param>
    /// <param name="BuiltIn">When it links into vmlinux what is built in there.</param>
    /// <param name="Steps">The directories on the way, from the top down.</param>
    public sealed record Way(Condition Visited, Condition BuiltIn, IReadOnlyList<DirectoryStep> Steps);
}
