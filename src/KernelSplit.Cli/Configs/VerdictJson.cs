using System.Text.Json;
using KernelSplit.Kconfig;
using KernelSplit.Kconfig.Explaining;

namespace KernelSplit.Cli.Configs;

/// <summary>Verdicts for programs; docs/reference.md describes the format.</summary>
internal static class VerdictJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(Stream to, string schema, Action<Utf8JsonWriter> body)
    {
        using var json = new Utf8JsonWriter(to, Options);
        json.WriteStartObject();
        json.WriteString("schema", schema);
        body(json);
        json.WriteEndObject();
    }

    public static void Verdict(Utf8JsonWriter json, Verdict verdict)
    {
        json.WriteString("symbol", verdict.Asked.Symbol);
        json.WriteString("asked", ByteText.ToUtf16(verdict.Asked.Value));
        json.WriteString("got", verdict.Got is null ? null : ByteText.ToUtf16(verdict.Got));
        json.WriteString("outcome", Name(verdict.Outcome));
        json.WriteBoolean("lost", verdict.IsLost);
        json.WriteString("file", verdict.Asked.File);
        json.WriteNumber("line", verdict.Asked.Line);
        Reasons(json, "because", verdict.Because);
        if (verdict.Fix is not { } fix)
            return;
        json.WriteStartArray("fix");
        foreach (var line in fix.Settings)
            json.WriteStringValue(ByteText.ToUtf16(line));
        json.WriteEndArray();
        json.WriteString("noFixBecause", fix.Obstacle);
    }

    public static void Reasons(Utf8JsonWriter json, string name, IEnumerable<Reason> reasons)
    {
        json.WriteStartArray(name);
        foreach (var reason in reasons)
            Reason(json, reason);
        json.WriteEndArray();
    }

    public static void Reason(Utf8JsonWriter json, Reason reason)
    {
        json.WriteStartObject();
        json.WriteString("kind", JsonNamingPolicy.KebabCaseLower.ConvertName(reason.Kind.ToString()));
        json.WriteString("text", ByteText.ToUtf16(reason.Text));
        json.WriteString("file", reason.File);
        json.WriteNumber("line", reason.Line);
        Reasons(json, "because", reason.Because);
        json.WriteEndObject();
    }

    private static string Name(Outcome outcome) => JsonNamingPolicy.KebabCaseLower.ConvertName(outcome.ToString());
}
