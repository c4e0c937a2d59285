using KernelSplit.Foundation;

namespace KernelSplit.Splitting.Yaml;

/// <summary>
/// Maps a YAML file by hand, so that every mistake has its line and column, and collects the mistakes, so that all of
/// them are reported at once.
/// </summary>
public sealed class YamlReader
{
    private readonly List<Diagnostic> _problems = [];

    private YamlReader(string file) => File = file;

    public string File { get; }

    /// <summary>Reads a file whose root is a mapping.</summary>
    /// <exception cref="InvalidInputException">With every mistake found in the file.</exception>
    public static T Read<T>(string file, Func<YamlReader, YamlValue, T> map)
    {
        using var text = new StringReader(InputFile.ReadText(file));
        return Parse(file, text, map);
    }

    /// <summary>Reads a text whose root is a mapping.</summary>
    /// <param name="file">What mistakes call it.</param>
    /// <param name="text">The text.</param>
    /// <param name="map">Makes the result of it.</param>
    /// <exception cref="InvalidInputException">With every mistake found in it.</exception>
    public static T Parse<T>(string file, TextReader text, Func<YamlReader, YamlValue, T> map)
    {
        var reader = new YamlReader(file);
        var result = map(reader, YamlLoader.Load(file, text));
        if (reader._problems.Count > 0)
            throw new InvalidInputException([.. reader._problems.OrderBy(p => p.Line).ThenBy(p => p.Column)]);
        return result;
    }

    public void Error(YamlValue at, string message, string? hint = null, DiagnosticKind? kind = null) =>
        _problems.Add(Diagnostic.Error(kind ?? DiagnosticKind.Yaml, File, message, hint, at.Line, at.Column));

    /// <summary>The values of a mapping by key. Keys that aren't in <paramref name="known"/> are mistakes.</summary>
    public YamlFields Fields(YamlValue node, params string[] known) => Fields(node, RenamedKeys.None, known);

    /// <inheritdoc cref="Fields(YamlValue, string[])"/>
    /// <param name="node">The mapping.</param>
    /// <param name="renamed">The new key by the old one.</param>
    /// <param name="known">The keys that it may have.</param>
    internal YamlFields Fields(YamlValue node, IReadOnlyDictionary<string, string> renamed, params string[] known)
    {
        var values = new Dictionary<string, YamlValue>(StringComparer.Ordinal);
        if (node is not YamlMapping mapping)
        {
            Error(node, $"expected a mapping with the keys {string.Join(", ", known)}");
            return new YamlFields(this, node, values);
        }

        // A file of another kind, whose content is none of our business, however it got here.
        if (mapping.Children.Count > 0 && !mapping.Children.Any(child => IsLike(child.Key, renamed, known)))
        {
            Error(node, $"none of the keys {string.Join(", ", known)} is in it");
            return new YamlFields(this, node, values);
        }

        foreach (var (key, value) in mapping.Children)
        {
            var name = (key as YamlText)?.Value ?? "";
            if (known.Contains(name, StringComparer.Ordinal))
                values[name] = value;
            else if (renamed.TryGetValue(name, out var now))
                Error(
                    key, RenamedKeys.Message(name, now), "docs/reference.md describes its format",
                    DiagnosticKind.Renamed);
            else
                Error(key, $"unknown key \"{name}\"", Nearest.Hint(name, known));
        }

        return new YamlFields(this, node, values);
    }

    private static bool IsLike(YamlValue key, IReadOnlyDictionary<string, string> renamed, string[] known) =>
        key is YamlText { Value: { } name }
        && (renamed.ContainsKey(name) || known.Contains(name) || Nearest.To(name, known) is not null);

    /// <summary>The entries of a mapping whose keys are names of the user's.</summary>
    public IEnumerable<(YamlText Key, YamlValue Value)> Entries(YamlValue node)
    {
        if (node is not YamlMapping mapping)
        {
            Error(node, "expected a mapping");
            yield break;
        }

        foreach (var (key, value) in mapping.Children)
        {
            if (key is YamlText { Value: not null } scalar)
                yield return (scalar, value);
            else
                Error(key, "expected a name");
        }
    }

    /// <summary>The items of a list; a single item may be written without a list.</summary>
    public static IReadOnlyList<YamlValue> Items(YamlValue? node) => node switch
    {
        null => [],
        YamlText { Value: null or "" } => [],
        YamlList sequence => [.. sequence.Children],
        _ => [node],
    };

    public string Text(YamlValue node)
    {
        if (node is YamlText { Value: { Length: > 0 } text })
            return text;
        Error(node, "expected a text");
        return "";
    }

    public IReadOnlyList<string> Texts(YamlValue? node) => [.. Items(node).Select(Text)];
}
