using System.Text.Json;
using System.Text.Json.Serialization;

namespace KernelSplit.Foundation;

/// <summary>A <see cref="Diagnostic"/> in JSON, the same in all reports. docs/reference.md describes it.</summary>
public sealed class DiagnosticJson : JsonConverter<Diagnostic>
{
    public override Diagnostic Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("reports are only written");

    public override void Write(Utf8JsonWriter writer, Diagnostic value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("id", value.Kind.Id);
        writer.WriteString("check", value.Kind.Name);
        writer.WriteString("severity", value.Severity.ToString().ToLowerInvariant());
        if (value.IsWaived)
            writer.WriteBoolean("waived", true);
        writer.WriteString("file", value.File);
        if (value.Line > 0)
            writer.WriteNumber("line", value.Line);
        if (value.Line > 0 && value.Column > 0)
            writer.WriteNumber("column", value.Column);
        writer.WriteString("message", value.Message);
        if (value.Hint is { } hint)
            writer.WriteString("hint", hint);
        writer.WriteEndObject();
    }
}
