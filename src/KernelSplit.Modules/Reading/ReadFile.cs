using KernelSplit.Modules.Caching;

namespace KernelSplit.Modules.Reading;

/// <summary>A file with its content: a parsed module, or else its bytes; perhaps from the cache.</summary>
internal sealed record ReadFile(TreeFile File, ParsedModule? Module, byte[]? Content, bool IsCached = false)
{
    public void WriteTo(CacheWriter writer)
    {
        if (Module is not null)
            ModuleCodec.Write(writer, Module.Module, Module.HasSymbolTable);
        else
            writer.Raw(Content);
    }
}
