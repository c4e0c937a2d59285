using KernelSplit.Foundation;
using KernelSplit.Makefiles.Evaluation;

namespace KernelSplit.Makefiles.Directories;

/// <summary>Reads one directory's Makefile as scripts/Makefile.build of Linux does.</summary>
internal sealed class DirectoryReader(string source, Scope kbuild)
{
    private readonly PartReader _parts = new(source);

    /// <param name="directory">Relative to the top of the source; empty for the top itself.</param>
    /// <param name="namedAt">The line that lists it.</param>
    public DirectoryContent Read(string directory, SourceLine namedAt) =>
        Run(directory) is { } run ? Content(directory, run) : new DirectoryContent(directory)
        {
            Diagnostics = [Missing(directory, namedAt)],
        };

    /// <summary>A directory's Makefile with its variables; null if there is none.</summary>
    public MakeRun? Run(string directory)
    {
        var scope = new Scope(kbuild);
        scope.Set("obj", directory.Length == 0 ? "." : directory);
        scope.Set("src", directory.Length == 0 ? "." : directory);

        var run = new MakeRun(source, scope);
        return run.ReadFile(Below(directory, "Kbuild"), null)
            || run.ReadFile(Below(directory, "Makefile"), null) ? run : null;
    }

    private DirectoryContent Content(string directory, MakeRun run)
    {
        var lists = new ObjectLists();
        var site = new Site(new SourceLine(directory, 0), null);
        foreach (var (
            list, isModule) in new[] { ("obj-y", false), ("obj-m", true), ("lib-y", false), ("lib-m", false) })
            lists.Add(run.Expander.Lookup(list, site), isModule);

        var objects = new List<ListedObject>();
        var directories = new List<ListedObject>();
        foreach (var text in lists.Texts)
        {
            var lines = lists.LinesOf(text);
            if (text.EndsWith('/') && SourcePath.Combine(directory, text) is { Length: > 0 } below)
                directories.Add(new ListedObject(below, lines, []));
            else if (
                text.EndsWith(".o", StringComparison.Ordinal) && SourcePath.Combine(directory, text[..^2]) is { } path)
                objects.Add(new ListedObject(
                    path, lines, _parts.Read(directory, text[..^2], lines, run.Expander, lists.Unknowns)));
        }

        return new DirectoryContent(directory)
        {
            Objects = objects,
            Directories = directories,
            Unknowns = lists.Unknowns,
            Diagnostics = run.Diagnostics,
        };
    }

    private Diagnostic Missing(string directory, SourceLine namedAt) => Diagnostic.Warning(DiagnosticKind.Makefile,
        namedAt.File,
        Directory.Exists(Path.Combine(source, directory))
            ? $"{directory} has no Kbuild or Makefile"
            : $"no directory {directory}",
        line: namedAt.Line);

    private static string Below(string directory, string file) => directory.Length == 0 ? file : $"{directory}/{file}";
}
