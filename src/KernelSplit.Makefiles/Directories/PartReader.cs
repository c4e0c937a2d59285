using System.Collections.Concurrent;
using KernelSplit.Makefiles.Conditions;
using KernelSplit.Makefiles.Evaluation;

namespace KernelSplit.Makefiles.Directories;

/// <summary>
/// Finds what an object is linked from (Linux, Documentation/kbuild/makefiles.rst, "Composite Objects").
/// </summary>
internal sealed class PartReader(string source)
{
    private static readonly string[] ListSuffixes = ["-objs", "-y", "-m"];

    // asn1: kbuild compiles x.asn1 to x.asn1.c first. _shipped: it copies the file. Each other suffix has a compiler.
    private static readonly string[] SourceSuffixes = [".c", ".S", ".rs", ".c_shipped", ".S_shipped", ""];

    private readonly ConcurrentDictionary<string, HashSet<string>> _files = new(StringComparer.Ordinal);

    /// <param name="directory">The Makefile's directory.</param>
    /// <param name="name">The object as the Makefile lists it, without <c>.o</c>.</param>
    /// <param name="lines">The lines that list it.</param>
    /// <param name="expander">Expands the Makefile's variables.</param>
    /// <param name="unknowns">Gets the unknown words.</param>
    public IReadOnlyList<ModulePart> Read(
        string directory, string name, IReadOnlyList<ObjectLine> lines, Expander expander, List<Undecided> unknowns)
    {
        var parts = new List<ModulePart>();
        foreach (var suffix in ListSuffixes)
        {
            foreach (var word in expander.Lookup(name + suffix, new Site(lines[0].At, null)))
            {
                if (word.Text is null)
                    unknowns.Add(new Undecided(word.Unknown, word.At));
                else if (
                    word.Text.EndsWith(".o", StringComparison.Ordinal)
                        && PathOf(directory, word.Text[..^2]) is { } path)
                    parts.Add(new ModulePart(path, SourceOf(path, expander.Run), word.When, word.At));
            }
        }

        if (parts.Count == 0 && SourcePath.Combine(directory, name) is { } own)
            parts.Add(new ModulePart(own, SourceOf(own, expander.Run), BuildCondition.Always, lines[0].At));
        return [.. parts.GroupBy(part => (part.Path, part.At)).Select(Merged)];
    }

    private static ModulePart Merged(IEnumerable<ModulePart> same) =>
        same.First() with { When = same.Aggregate(BuildCondition.Never, (any, part) => any | part.When) };

    private static string? PathOf(string directory, string part) =>
        part.StartsWith(directory + "/", StringComparison.Ordinal)
            ? SourcePath.Normalize(part)
            : SourcePath.Combine(directory, part);

    private string? SourceOf(string path, MakeRun run) => BesideIt(path)
        ?? run.CompileRules.Select(rule => rule.SourceOf(path + ".o")).FirstOrDefault(file =>
            file is not null && File.Exists(Path.Combine(source, file)));

    private string? BesideIt(string path)
    {
        var slash = path.LastIndexOf('/');
        var files = _files.GetOrAdd(slash < 0 ? "" : path[..slash], FilesIn);
        foreach (var suffix in SourceSuffixes)
        {
            if (files.Contains(path[(slash + 1)..] + suffix))
                return path + suffix;
        }

        return null;
    }

    private HashSet<string> FilesIn(string directory)
    {
        var path = Path.Combine(source, directory);
        return Directory.Exists(path)
            ? Directory.EnumerateFiles(path).Select(file => Path.GetFileName(file)).ToHashSet(StringComparer.Ordinal)
            : [];
    }
}
