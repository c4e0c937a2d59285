using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Evaluation;

/// <summary>Which choice a symbol belongs to.</summary>
internal static class Choices
{
    /// <summary>The choice that directly contains a symbol's first entry with a prompt, if any.</summary>
    public static MenuNode? NodeAround(Symbol symbol)
    {
        var node = symbol.DefinitionList.Find(definition => definition.Prompt is not null)?.Parent;
        while (node is not null && node.Symbol is null)
            node = node.Parent;
        return node is { Symbol.IsChoice: true } ? node : null;
    }
}
