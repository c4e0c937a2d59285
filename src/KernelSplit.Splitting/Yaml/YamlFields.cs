
namespace KernelSplit.Splitting.Yaml;

/// <summary>The keys of one YAML mapping.</summary>
public sealed class YamlFields(YamlReader reader, YamlValue node, IReadOnlyDictionary<string, YamlValue> values)
{
    public YamlValue Node => node;

    public YamlValue? this[string key] => values.GetValueOrDefault(key);

    public string Required(string key)
    {
        if (values.TryGetValue(key, out var value))
            return reader.Text(value);
        reader.Error(node, $"\"{key}\" is missing");
        return "";
    }

    public string? Optional(string key) => values.TryGetValue(key, out var value) ? reader.Text(value) : null;

    /// <summary>
    /// A part of an RPM's name, version or release: the characters that RPM allows there, no leading sign.
    /// </summary>
    public string PackageWord(string key, string? otherwise = null, bool withDash = true)
    {
        var word = otherwise is null ? Required(key) : Optional(key) ?? otherwise;
        if (word.Length > 0 && !(
            char.IsAsciiLetterOrDigit(word[0]) && word.All(c =>
                char.IsAsciiLetterOrDigit(c) || "._+~".Contains(c) || (c == '-' && withDash))))
            reader.Error(
                values[key], $"\"{word}\" can't be part of a package's name",
                $"Use letters, digits and {(withDash ? ". _ + ~ -" : ". _ + ~")}, a letter or digit first");
        return word;
    }

    public IReadOnlyList<string> Texts(string key) => reader.Texts(this[key]);

    public bool Flag(string key, bool otherwise = false)
    {
        switch (Optional(key))
        {
            case "true":
                return true;
            case "false":
                return false;
            case null:
                return otherwise;
            default:
                reader.Error(values[key], $"\"{key}\" is true or false");
                return otherwise;
        }
    }
}
