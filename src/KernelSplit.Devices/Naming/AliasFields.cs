namespace KernelSplit.Devices.Naming;

/// <summary>
/// The fields of an alias after the bus, <c>v00008086d00001533sv*sd*</c>: names are lower-case letters, values are not
/// (the macro ADD in file2alias.c).
/// </summary>
public sealed class AliasFields
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

    /// <summary>The value that the pattern requires; null if any value matches.</summary>
    public string? this[string name] =>
        _values.TryGetValue(name, out var value) && value.AsSpan().Trim('*').Length > 0 ? value : null;

    /// <summary>All names, including those that match any value.</summary>
    public IEnumerable<string> Names => _values.Keys;

    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>The value, if it is a number without wildcards.</summary>
    public uint? Number(string name) => this[name] is { } value ? Hex.TryParse(value) : null;

    /// <summary>
    /// Every pattern ends with an asterisk, for fields of later kernels; it is not part of the last value.
    /// </summary>
    private static string WithoutOpenEnd(string value) => value.EndsWith('*') ? value[..^1] : value;

    /// <summary><c>8086:1533</c>, if the pattern requires both.</summary>
    public string Pair(string first, string second) =>
        this[first] is { } left && this[second] is { } right ? $"{Hex.Short(left)}:{Hex.Short(right)}" : "";

    /// <summary><c>8086:*</c>, if it requires at least one.</summary>
    public string OpenPair(string first, string second) =>
        this[first] is null && this[second] is null
            ? ""
            : $"{Hex.Short(this[first] ?? "*")}:{Hex.Short(this[second] ?? "*")}";

    /// <summary>A class code with its subclass and interface, <c>??</c> for those that match any value.</summary>
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
