using KernelSplit.Foundation;

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

    /// <summary>What people read, in one line however it is written.</summary>
    public string Sentence(string key) => PlainText.OneLine(Required(key));

    public string? Optional(string key) => values.TryGetValue(key, out var value) ? reader.Text(value) : null;

    /// <summary>The name of a package, of a map or of a project: <see cref="PackageName"/>.</summary>
    public string Name(string key) => Word(key, Required(key), PackageName.IsValid, PackageName.Hint);

    /// <summary>RPM's release.</summary>
    public string PackageRelease(string key, string otherwise) =>
        Word(key, Optional(key) ?? otherwise, PackageName.IsVersion, PackageName.VersionHint);

    private string Word(string key, string word, Func<string, bool> isValid, string hint)
    {
        if (word.Length > 0 && !isValid(word))
            reader.Error(values[key], $"\"{word}\" can't be part of a package's name", hint);
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
