using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace KernelSplit.Foundation;

/// <summary>Writes all JSON that commands print.</summary>
public static class JsonReport
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JsonText.Encoder };

    /// <param name="to">Gets UTF-8 that ends with a newline.</param>
    /// <param name="report">Its first key names the format.</param>
    /// <param name="type">How it is serialized.</param>
    public static void Write<T>(Stream to, T report, JsonTypeInfo<T> type)
    {
        using (var json = new Utf8JsonWriter(to, Options))
            JsonSerializer.Serialize(json, report, type);
        to.Write("\n"u8);
    }

    public static string Text<T>(T report, JsonTypeInfo<T> type)
    {
        using var text = new MemoryStream();
        Write(text, report, type);
        return Encoding.UTF8.GetString(text.GetBuffer().AsSpan(0, (int)text.Length));
    }
}

/// <summary>The spelling of an enum in JSON: <c>built-in</c>.</summary>
public sealed class KebabCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, false)
    where T : struct, Enum;
