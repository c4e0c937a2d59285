using KernelSplit.Modules.Compression;
using KernelSplit.Modules.Files;
using KernelSplit.Modules.Reading;

namespace KernelSplit.Modules.Caching;

/// <summary>A file that was read before.</summary>
/// <param name="Tree">Which release it is of, and where in its tree.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Display">Its name in a diagnostic.</param>
/// <param name="Stamp">Of itself, or of the archive that it is in.</param>
/// <param name="Content">A module's facts, or any other file's own bytes.</param>
/// <param name="Names">For the facts.</param>
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

    /// <summary>The module again.</summary>
    /// <param name="file">Where it is now.</param>
    public ParsedModule ToModule(TreeFile file)
    {
        var reader = new CacheReader(Content, Names);
        var module = ModuleCodec.Read(ref reader, file.Tree.Relative, out var hasSymbolTable);
        return new ParsedModule(file, module, hasSymbolTable);
    }
}
