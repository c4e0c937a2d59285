using KernelSplit.Foundation;

namespace KernelSplit.Makefiles.Directories;

/// <summary>In which configurations kbuild descends into a directory, and by which lines.</summary>
internal sealed class Reach
{
    private readonly Dictionary<string, List<(string From, ListedObject Step)>> _steps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Route> _known = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> _diagnostics = [];

    public Reach(Dictionary<string, DirectoryContent> contents)
    {
        Follow("", contents, [], []);
    }

    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    public Route To(string directory)
    {
        if (_known.TryGetValue(directory, out var known))
            return known;
        if (directory.Length == 0)
            return _known[""] = new Route(BuildCondition.Always, BuildCondition.Always, []);

        var (visited, builtIn) = (BuildCondition.Never, BuildCondition.Never);
        var steps = new List<DirectoryStep>();
        foreach (var (from, step) in _steps[directory])
        {
            var above = To(from);
            visited |= above.Visited & (step.Module | step.BuiltIn);
            builtIn |= above.BuiltIn & step.BuiltIn;
            steps.AddRange(above.Steps.Where(other => steps.TrueForAll(mine => mine.Directory != other.Directory)));
        }

        steps.Add(new DirectoryStep(directory, [.. _steps[directory].SelectMany(pair => pair.Step.Lines)]));
        return _known[directory] = new Route(visited, builtIn, steps);
    }

    /// <summary>Collects all steps down from a directory, but none that leads back up.</summary>
    private void Follow(
        string from, Dictionary<string, DirectoryContent> contents, HashSet<string> open, HashSet<string> done)
    {
        open.Add(from);
        foreach (var step in contents[from].Directories)
        {
            if (open.Contains(step.Path))
            {
                var at = step.Lines[0].At;
                _diagnostics.Add(Diagnostic.Warning(
                    DiagnosticKind.Makefile, at.File, $"{from} leads back to {step.Path}", line: at.Line));
                continue;
            }

            if (!_steps.TryGetValue(step.Path, out var incoming))
                _steps[step.Path] = incoming = [];
            incoming.Add((from, step));
            if (!done.Contains(step.Path))
                Follow(step.Path, contents, open, done);
        }

        open.Remove(from);
        done.Add(from);
    }

    /// <param name="Visited">When kbuild builds modules there.</param>
    /// <param name="BuiltIn">When it links built-in objects there into vmlinux.</param>
    /// <param name="Steps">The directories on the path, from the top down.</param>
    public sealed record Route(BuildCondition Visited, BuildCondition BuiltIn, IReadOnlyList<DirectoryStep> Steps);
}
