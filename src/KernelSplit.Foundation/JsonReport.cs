using System.Text.Encodings.Web;
using System.Text.Json;

namespace KernelSplit.Foundation;

/// <summary>What all JSON that commands print has in common.</summary>
public static class JsonReport
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>One object whose first key names its format.</summary>
    public static void Write(Stream to, string schema, Action<Utf8JsonWriter> body)
    {
        using var json = new Utf8JsonWriter(to, Options);
        json.WriteStartObject();
        json.WriteString("schema", schema);
        body(json);
        json.WriteEndObject();
    }

    public static void Array<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            write(item);
        json.WriteEndArray();
    }

    public static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts) =>
        Array(json, name, texts, json.WriteStringValue);
}
