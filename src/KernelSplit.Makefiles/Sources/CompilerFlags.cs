using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using KernelSplit.Makefiles.Directories;
using KernelSplit.Makefiles.Evaluation;

namespace KernelSplit.Makefiles.Sources;

/// <summary>The compiler's include directories, according to the Makefiles.</summary>
internal sealed partial class CompilerFlags
{
    // Exported by the top Makefile, for every compiler run.
    private static readonly string[] TopFlags = ["LINUXINCLUDE", "KBUILD_CPPFLAGS", "KBUILD_CFLAGS", "KBUILD_AFLAGS"];

    private static readonly string[] SubdirectoryLists = ["subdir-y", "subdir-m"];

    private readonly DirectoryReader _reader;
    private readonly ConcurrentDictionary<string, DirectoryFlags> _directories = new(StringComparer.Ordinal);

    public CompilerFlags(string source, string architecture)
    {
        var kbuild = new TopMakefile(source, architecture).Kbuild;
        _reader = new DirectoryReader(source, kbuild);
        var top = Read(new MakeRun(source, kbuild), TopFlags);
        Everywhere = top.Includes;
        var lib = MakefileText.Read(source, "scripts/Makefile.lib") ?? "";
        ForcedEverywhere =
        [
            .. top.Forced.Concat(ForcedHeader().Matches(lib).Select(match => match.Groups["file"].Value))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>The include directories of every compiler run, in order.</summary>
    public IReadOnlyList<string> Everywhere { get; }

    /// <summary>The headers that every compiler run includes first.</summary>
    public IReadOnlyList<string> ForcedEverywhere { get; }

    /// <summary>The flags from the Makefiles of a directory and its parents.</summary>
    public DirectoryFlags Of(string directory) => _directories.GetOrAdd(directory, Read);

    private DirectoryFlags Read(string directory)
    {
        var own = _reader.Run(directory) is { } run
            ? Read(run, run.Scope.OwnNames.Where(name => name.Contains("flags", StringComparison.OrdinalIgnoreCase)))
            : DirectoryFlags.None;
        if (directory.Length == 0)
            return own;
        var above = Of(directory[..Math.Max(0, directory.LastIndexOf('/'))]);
        return own with
        {
            Includes = [.. own.Includes.Union(above.Includes, StringComparer.Ordinal)],
            Forced = [.. own.Forced.Union(above.Forced, StringComparer.Ordinal)],
        };
    }

    private static DirectoryFlags Read(MakeRun run, IEnumerable<string> variables)
    {
        var (includes, forced) = (new List<string>(), new List<string>());
        foreach (var name in variables.ToList())
        {
            var option = "";
            foreach (var text in Words(run, name).Select(word => word.Text ?? ""))
            {
                if (option == "-include")
                    Add(forced, text);
                else if (option == "-I")
                    Add(includes, text);
                else if (text.StartsWith("-I", StringComparison.Ordinal) && text.Length > 2)
                    Add(includes, text[2..]);
                option = option.Length == 0 && (text is "-I" or "-include") ? text : "";
            }
        }

        var directory = run.Scope.Find("obj")?.Segments[0].Word?.Text ?? "";
        return new DirectoryFlags(includes, forced, [.. Subdirectories(run, directory)]);
    }

    private static IEnumerable<(string, BuildCondition)> Subdirectories(MakeRun run, string directory) =>
        from list in SubdirectoryLists
        from word in Words(run, list)
        let path = word.Text is null ? null : SourcePath.Combine(directory, word.Text)
        where path is { Length: > 0 }
        select (path, word.When);

    private static List<Word> Words(MakeRun run, string variable) =>
        run.Expander.Lookup(variable, new Site(default, null));

    private static void Add(List<string> paths, string path)
    {
        if (SourcePath.Normalize(path) is { } inside && !paths.Contains(inside))
            paths.Add(inside);
    }

    [GeneratedRegex(@"-include\s+\$\(srctree\)/(?<file>\S+\.h)\b", RegexOptions.CultureInvariant)]
    private static partial Regex ForcedHeader();
}
