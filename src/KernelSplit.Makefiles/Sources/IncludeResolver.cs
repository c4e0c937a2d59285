using KernelSplit.Makefiles.Evaluation;

namespace KernelSplit.Makefiles.Sources;

/// <summary>
/// Finds the files that an include line can mean. If that depends on the includer of a header, returns all of them.
/// </summary>
/// <param name="index">The files of the source.</param>
/// <param name="everywhere">The include directories of every compiler run.</param>
/// <param name="anywhere">The include directories of any Makefile.</param>
/// <param name="isForeign">Whether a file isn't built: another architecture's, tools.</param>
internal sealed class IncludeResolver(
    SourceIndex index, IReadOnlyList<string> everywhere, IReadOnlyList<string> anywhere, Func<string, bool> isForeign)
{
    private static readonly string[] GenericDirectories = ["include/asm-generic/", "include/uapi/asm-generic/"];

    /// <param name="file">The file with the line, relative to the top of the source.</param>
    /// <param name="line">The line.</param>
    /// <param name="directories">
    /// The include directories of its own compiler run; null for a header, which many runs may include.
    /// </param>
    public IEnumerable<string> Resolve(string file, IncludeLine line, IReadOnlyList<string>? directories)
    {
        var beside = DirectoryOf(file);
        if (line.IsQuoted && Existing(beside, line.Name) is { } own)
            return [own];
        foreach (var directory in everywhere)
        {
            if (Existing(directory, line.Name) is { } found)
                return [found];
        }

        // kbuild generates asm/x.h that includes asm-generic/x.h if the architecture has none
        // (scripts/Makefile.asm-headers).
        if (line.Name.StartsWith("asm/", StringComparison.Ordinal))
        {
            return GenericDirectories.Select(directory => directory + line.Name["asm/".Length..])
                .Where(index.Files.Contains);
        }

        var named = (directories ?? anywhere).Select(directory => Existing(directory, line.Name))
            .OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (named.Count > 0)
            return named;
        var made = MadeFrom(beside, line.Name);
        return made.Count > 0 ? made : index.EndingWith(line.Name, file).Where(found => !isForeign(found));
    }

    /// <summary>
    /// The sources of a generated header: kernel/bounds.c of generated/bounds.h, x.asn1 of x.asn1.h.
    /// </summary>
    private List<string> MadeFrom(string beside, string name)
    {
        var stem = Path.GetFileNameWithoutExtension(name);
        var isGenerated = name.StartsWith("generated/", StringComparison.Ordinal);
        return
        [
            .. index.OfStem(stem).Where(file => !file.EndsWith(".h", StringComparison.Ordinal) && !isForeign(file)
                && (isGenerated || DirectoryOf(file) == beside)),
        ];
    }

    private string? Existing(string directory, string name) =>
        SourcePath.Combine(directory, name) is { } path && index.Files.Contains(path) ? path : null;

    private static string DirectoryOf(string file) => file[..Math.Max(0, file.LastIndexOf('/'))];
}
