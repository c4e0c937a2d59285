using KernelSplit.Foundation;
using KernelSplit.Kconfig.Dialects;

namespace KernelSplit.Kconfig.Caching;

/// <summary>
/// Trees that were read before, one to a file. A tree is taken again only while all that reading it depended on is the
/// same: <see cref="ReadingRecord"/>.
/// </summary>
internal sealed class KconfigCache
{
    private const int MostFiles = 24;

    // Which of several trees of one source is wanted. What this leaves out costs time, at worst: the record decides.
    private static readonly string[] Selectors =
        ["srctree", "SRCARCH", "ARCH", "CROSS_COMPILE", "CC", "LD", "HOSTCC", "RUSTC", "PAHOLE"];

    private static readonly Guid Build = typeof(KconfigCache).Module.ModuleVersionId;

    private readonly string _file;
    private readonly KconfigHost _host;
    private readonly Dialect _dialect;

    public KconfigCache(string directory, string rootFile, KconfigHost host, Dialect dialect)
    {
        (_host, _dialect) = (host, dialect);
        var key = ContentKey.Of(
            [rootFile, Path.GetFullPath(host.Directory), dialect.ToString(),
                .. Selectors.Select(name => host.Environment(name) ?? "")]);
        _file = Path.Combine(directory, $"{key}.kconfig");
    }

    /// <summary>The tree; null if there is none, or if something has changed.</summary>
    public KconfigTree? Find()
    {
        if (CacheFile.Read(_file, Build) is not { } content)
            return null;
        var reader = new NumberReader(content);
        return ReadingRecord.Holds(reader, _host) ? new TreeReader(reader, _host, _dialect).Read() : null;
    }

    public void Add(KconfigTree tree, ReadingRecord record)
    {
        if (!record.IsComplete)
            return;
        var writer = new NumberWriter();
        record.Write(writer);
        TreeWriter.Write(tree, writer);
        CacheFile.Write(_file, Build, writer.Content(), MostFiles);
    }
}
