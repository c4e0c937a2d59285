using System.Text.Json;

namespace KernelSplit.Footprint.Snapshots;

/// <summary>
/// Reads JSON of a known structure. A serializer would first have to analyse the types, which takes longer than reading
/// a whole snapshot.
/// </summary>
/// <param name="json">UTF-8.</param>
internal ref struct JsonFields(ReadOnlySpan<byte> json)
{
    private Utf8JsonReader _json = new(json);

    /// <exception cref="JsonException">There is another token.</exception>
    public void Start(JsonTokenType token)
    {
        if (!_json.Read() || _json.TokenType != token)
            throw new JsonException($"{token} expected");
    }

    /// <summary>Moves to the next field of an object, or past the object.</summary>
    public bool NextField() => _json.Read() && _json.TokenType == JsonTokenType.PropertyName;

    /// <summary>Moves to the next object of an array, or past the array.</summary>
    /// <inheritdoc cref="Start" path="/exception"/>
    public bool NextObject()
    {
        if (!_json.Read() || _json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.EndArray))
            throw new JsonException("an array of objects expected");
        return _json.TokenType == JsonTokenType.StartObject;
    }

    public readonly bool Is(ReadOnlySpan<byte> name) => _json.ValueTextEquals(name);

    /// <summary>The field's name.</summary>
    public readonly string Name() => _json.GetString()!;

    /// <summary>Skips the field's value.</summary>
    public void Skip() => _json.Skip();

    public string Text() => Text("");

    /// <param name="likely">Is returned if it is equal, to avoid an allocation.</param>
    public string Text(string likely)
    {
        Start(JsonTokenType.String);
        return likely.Length > 0 && _json.ValueTextEquals(likely) ? likely : _json.GetString()!;
    }

    public long Number()
    {
        Start(JsonTokenType.Number);
        return _json.TryGetInt64(out var number) ? number : throw new JsonException("a number is too large");
    }

    public int Count() => Number() is var number and >= 0 and <= int.MaxValue
        ? (int)number
        : throw new JsonException("a number is too large");

    public double Fraction()
    {
        Start(JsonTokenType.Number);
        return _json.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw new JsonException("a number is too large");
    }

    public bool Flag() => _json.Read() && _json.TokenType is JsonTokenType.True or JsonTokenType.False
        ? _json.TokenType == JsonTokenType.True
        : throw new JsonException("true or false expected");

    public IReadOnlyList<string> Texts()
    {
        Start(JsonTokenType.StartArray);
        List<string>? texts = null;
        while (_json.Read() && _json.TokenType == JsonTokenType.String)
            (texts ??= []).Add(_json.GetString()!);
        if (_json.TokenType != JsonTokenType.EndArray)
            throw new JsonException("an array of strings expected");
        return texts is null ? [] : texts;
    }
}
