using KernelSplit.Modules.Caching;

namespace KernelSplit.Modules.Reading;

/// <summary>A file with what it turned out to hold: a module, or else its own bytes; perhaps known from an earlier run.</summary>
internal sealed record ReadFile(TreeFile File, ParsedModule? Module, byte[]? Content, bool WasKnown = false)
{
    public void WriteTo(CacheWriter writer)
    {
        if (Module is not null)
            ModuleCodec.Write(writer, Module.Module, Module.HasSymbolTable);
        else
            writer.Raw(Content);
    }
}
