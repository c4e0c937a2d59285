using System.Text.Json;

namespace KernelSplit.Foundation;

/// <summary>A <see cref="Diagnostic"/> in JSON, the same in all reports. docs/reference.md describes it.</summary>
public static class DiagnosticJson
{
    public static void Write(Utf8JsonWriter json, Diagnostic diagnostic)
    {
        json.WriteStartObject();
        json.WriteString("id", diagnostic.Kind.Id);
        json.WriteString("check", diagnostic.Kind.Name);
        json.WriteString("severity", diagnostic.Severity.ToString().ToLowerInvariant());
        if (diagnostic.IsWaived)
            json.WriteBoolean("waived", true);
        json.WriteString("file", diagnostic.File);
        if (diagnostic.Line > 0)
            json.WriteNumber("line", diagnostic.Line);
        if (diagnostic.Line > 0 && diagnostic.Column > 0)
            json.WriteNumber("column", diagnostic.Column);
        json.WriteString("message", diagnostic.Message);
        if (diagnostic.Hint is { } hint)
            json.WriteString("hint", hint);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, string name, IEnumerable<Diagnostic> diagnostics) =>
        JsonReport.Array(json, name, diagnostics, diagnostic => Write(json, diagnostic));
}
