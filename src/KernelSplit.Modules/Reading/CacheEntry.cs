using KernelSplit.Foundation;
using KernelSplit.Modules.Caching;
using KernelSplit.Modules.Compression;
using KernelSplit.Modules.Files;

namespace KernelSplit.Modules.Reading;

/// <summary>A file that an earlier run read.</summary>
/// <param name="Tree">Its release and its path in the tree.</param>
/// <param name="Kind">What it contains.</param>
/// <param name="Display">Its name in diagnostics.</param>
/// <param name="Stamp">The state of the file, or of its archive.</param>
/// <param name="Content">The encoded module, or the bytes of any other file.</param>
/// <param name="Names">The string table of encoded modules.</param>
internal sealed record CacheEntry(
    TreePath Tree, TreeFileKind Kind, string Display, FileStamp Stamp, ReadOnlyMemory<byte> Content, string[] Names)
    : TreeFile(Tree, Kind, Content.Length)
{
    public override string Display { get; } = Display;

    public override FileBytes Open(ScratchMemory scratch)
    {
        var content = PooledBuffer.Of(Content.Length);
        Content.Span.CopyTo(content.Array);
        return new FileBytes(content);
    }

    /// <summary>Decodes the module.</summary>
    /// <param name="file">The file now.</param>
    public ParsedModule ToModule(TreeFile file)
    {
        var reader = new CacheReader(Content, Names);
        var module = ModuleCodec.Read(ref reader, file.Tree.Relative, out var hasSymbolTable);
        return new ParsedModule(file, module, hasSymbolTable);
    }
}
