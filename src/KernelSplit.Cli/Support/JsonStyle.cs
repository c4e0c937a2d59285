using System.Text.Encodings.Web;
using System.Text.Json;

namespace KernelSplit.Cli.Support;

/// <summary>How JSON of support and targets looks.</summary>
internal static class JsonStyle
{
    public static JsonWriterOptions Options { get; } = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
