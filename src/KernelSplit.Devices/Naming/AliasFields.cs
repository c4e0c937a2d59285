namespace KernelSplit.Devices.Naming;

/// <summary>
/// A pattern's part behind the bus, <c>v00008086d00001533sv*sd*</c>: names are lower-case letters, values are not
/// (the macro ADD in file2alias.c).
/// </summary>
internal sealed class AliasFields
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public AliasFields(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            var name = Take(text, ref i, char.IsAsciiLetterLower);
            var value = Take(text, ref i, c => !char.IsAsciiLetterLower(c));
            _values.TryAdd(name, i == text.Length ? WithoutOpenEnd(value) : value);
        }
    }

    /// <summary>What the pattern demands; nothing where any value will do.</summary>
    public string? this[string name] =>
        _values.TryGetValue(name, out var value) && value.AsSpan().Trim('*').Length > 0 ? value : null;

    /// <summary>All of them, also those where any value will do.</summary>
    public IEnumerable<string> Names => _values.Keys;

    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>The value, if it is one number.</summary>
    public uint? Number(string name) => this[name] is { } value ? Hex.TryParse(value) : null;

    /// <summary>A star ends every pattern, for fields of later kernels; it is no part of the last value.</summary>
    private static string WithoutOpenEnd(string value) => value.EndsWith('*') ? value[..^1] : value;

    /// <summary><c>8086:1533</c>, where the pattern demands both.</summary>
    public string Pair(string first, string second) =>
        this[first] is { } left && this[second] is { } right ? $"{Hex.Short(left)}:{Hex.Short(right)}" : "";

    /// <summary><c>8086:*</c>, where it demands one at least.</summary>
    public string OpenPair(string first, string second) =>
        this[first] is null && this[second] is null
            ? ""
            : $"{Hex.Short(this[first] ?? "*")}:{Hex.Short(this[second] ?? "*")}";

    /// <summary>The numbers of a class and what lies below it in one, <c>??</c> for those that don't matter.</summary>
    public string Code(params ReadOnlySpan<string> names)
    {
        var code = "";
        for (var i = names.Length - 1; i >= 0; i--)
        {
            if (this[names[i]] is { } value)
                code = value + code;
            else if (code.Length > 0)
                code = "??" + code;
        }
        return code.ToLowerInvariant();
    }

    private static string Take(string text, ref int i, Func<char, bool> belongs)
    {
        var start = i;
        while (i < text.Length && belongs(text[i]))
            i++;
        return text[start..i];
    }
}
