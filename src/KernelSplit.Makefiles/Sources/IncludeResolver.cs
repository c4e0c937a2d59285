using KernelSplit.Makefiles.Evaluation;

namespace KernelSplit.Makefiles.Sources;

/// <summary>
/// Finds the files that an include line can mean. Where that hangs on who includes a header, all that it could be count.
/// </summary>
/// <param name="index">The source's files.</param>
/// <param name="everywhere">The folders that every compiler run looks into.</param>
/// <param name="anywhere">The folders that some Makefile names.</param>
/// <param name="isForeign">Whether a file belongs to what isn't built: another architecture, tools.</param>
internal sealed class IncludeResolver(
    SourceIndex index, IReadOnlyList<string> everywhere, IReadOnlyList<string> anywhere, Func<string, bool> isForeign)
{
    private static readonly string[] GenericFolders = ["include/asm-generic/", "include/uapi/asm-generic/"];

    /// <param name="file">The file with the line, relative to the source's top.</param>
    /// <param name="line">The line.</param>
    /// <param name="folders">The folders that its own compiler run looks into; null for a header, which many runs may read.</param>
    public IEnumerable<string> Resolve(string file, IncludeLine line, IReadOnlyList<string>? folders)
    {
        var beside = FolderOf(file);
        if (line.IsQuoted && Existing(beside, line.Name) is { } own)
            return [own];
        foreach (var folder in everywhere)
        {
            if (Existing(folder, line.Name) is { } found)
                return [found];
        }

        // kbuild makes asm/x.h that includes asm-generic/x.h where the architecture has none (scripts/Makefile.asm-headers).
        if (line.Name.StartsWith("asm/", StringComparison.Ordinal))
            return GenericFolders.Select(folder => folder + line.Name["asm/".Length..]).Where(index.Files.Contains);

        var named = (folders ?? anywhere).Select(folder => Existing(folder, line.Name)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (named.Count > 0)
            return named;
        var made = MadeFrom(beside, line.Name);
        return made.Count > 0 ? made : index.EndingWith(line.Name, file).Where(found => !isForeign(found));
    }

    /// <summary>
    /// What a header is made from that is not in the source: generated/bounds.h from kernel/bounds.c, x.asn1.h from x.asn1.
    /// </summary>
    private List<string> MadeFrom(string beside, string name)
    {
        var stem = Path.GetFileNameWithoutExtension(name);
        var isGenerated = name.StartsWith("generated/", StringComparison.Ordinal);
        return [.. index.OfStem(stem).Where(file => !file.EndsWith(".h", StringComparison.Ordinal) && !isForeign(file) && (isGenerated || FolderOf(file) == beside))];
    }

    private string? Existing(string folder, string name) =>
        SourcePath.Combine(folder, name) is { } path && index.Files.Contains(path) ? path : null;

    private static string FolderOf(string file) => file[..Math.Max(0, file.LastIndexOf('/'))];
}
