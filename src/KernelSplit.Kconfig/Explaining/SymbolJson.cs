using System.Text.Json.Serialization;
using KernelSplit.Foundation;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>A symbol for programs; docs/reference.md describes the format.</summary>
public static class SymbolJson
{
    public static void Write(Stream to, string kernel, string architecture, SymbolFacts facts)
    {
        var document = new SymbolDocument(
            "kernelsplit-symbol-1", kernel, architecture, facts.Symbol.Name!, facts.Symbol.Type,
            ByteText.ToUtf16(facts.Value),
            facts.Symbol.Definitions.Select(node => new DefinitionDocument(
                ByteText.ToUtf16(node.Prompt?.Text), ByteText.ToUtf16(node.Help), node.File, node.Line)),
            [ReasonJson.Of(facts.Why)], facts.Limits.Select(ReasonJson.Of),
            Statements(facts.Choice is null ? [] : [facts.Choice]), Statements(facts.Dependencies),
            Statements(facts.Defaults), Statements(facts.Ranges), Statements(facts.SelectedBy),
            Statements(facts.ImpliedBy), Statements(facts.SelectsAndImplies));
        JsonReport.Write(to, document, SymbolContext.Default.SymbolDocument);
    }

    private static IEnumerable<KconfigStatement> Statements(IEnumerable<KconfigStatement> statements) =>
        statements.Select(statement => statement with { Text = ByteText.ToUtf16(statement.Text) });
}

internal sealed record SymbolDocument(
    string Schema, string Kernel, string Arch, string Symbol, SymbolType Type, string? Value,
    IEnumerable<DefinitionDocument> Definitions, IEnumerable<ReasonJson> Why, IEnumerable<ReasonJson> Limits,
    IEnumerable<KconfigStatement> Choice, IEnumerable<KconfigStatement> Needs,
    IEnumerable<KconfigStatement> Defaults, IEnumerable<KconfigStatement> Ranges,
    IEnumerable<KconfigStatement> SelectedBy, IEnumerable<KconfigStatement> ImpliedBy,
    IEnumerable<KconfigStatement> Gives);

internal sealed record DefinitionDocument(string? Prompt, string? Help, string File, int Line);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = 1000)]
[JsonSerializable(typeof(SymbolDocument))]
internal sealed partial class SymbolContext : JsonSerializerContext;
