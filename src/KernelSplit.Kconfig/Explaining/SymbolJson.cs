using System.Text.Json;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>A symbol for programs; docs/reference.md describes the format.</summary>
public static class SymbolJson
{
    public static void Write(Utf8JsonWriter json, SymbolFacts facts)
    {
        var symbol = facts.Symbol;
        json.WriteString("symbol", symbol.Name);
        json.WriteString("type", symbol.Type.ToString().ToLowerInvariant());
        json.WriteString("value", Text(facts.Value));
        json.WriteStartArray("definitions");
        foreach (var node in symbol.Definitions)
        {
            json.WriteStartObject();
            json.WriteString("prompt", Text(node.Prompt?.Text));
            json.WriteString("help", Text(node.Help));
            json.WriteString("file", node.File);
            json.WriteNumber("line", node.Line);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        VerdictJson.Reasons(json, "why", [facts.Why]);
        VerdictJson.Reasons(json, "limits", facts.Limits);
        Statements(json, "choice", facts.Choice is null ? [] : [facts.Choice]);
        Statements(json, "needs", facts.Dependencies);
        Statements(json, "defaults", facts.Defaults);
        Statements(json, "ranges", facts.Ranges);
        Statements(json, "selectedBy", facts.SelectedBy);
        Statements(json, "impliedBy", facts.ImpliedBy);
        Statements(json, "gives", facts.SelectsAndImplies);
    }

    private static void Statements(Utf8JsonWriter json, string name, IReadOnlyList<KconfigStatement> statements)
    {
        json.WriteStartArray(name);
        foreach (var statement in statements)
        {
            json.WriteStartObject();
            json.WriteString("text", Text(statement.Text));
            json.WriteString("value", statement.Value);
            json.WriteString("file", statement.File);
            json.WriteNumber("line", statement.Line);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string? Text(string? text) => text is null ? null : ByteText.ToUtf16(text);
}
