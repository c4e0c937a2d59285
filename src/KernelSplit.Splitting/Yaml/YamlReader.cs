using KernelSplit.Foundation;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KernelSplit.Splitting.Yaml;

/// <summary>
/// The one place that touches YamlDotNet. Maps a YAML file by hand, so that every mistake has its line and column, and
/// collects the mistakes, so that all of them are reported at once.
/// </summary>
public sealed class YamlReader
{
    private readonly List<Diagnostic> _problems = [];

    private YamlReader(string file) => File = file;

    public string File { get; }

    /// <summary>Reads a file whose root is a mapping.</summary>
    /// <exception cref="InvalidInputException">With every mistake found in the file.</exception>
    public static T Read<T>(string file, Func<YamlReader, YamlNode, T> map)
    {
        using var text = Open(file);
        return Parse(file, text, map);
    }

    /// <summary>Reads a text whose root is a mapping.</summary>
    /// <param name="file">What mistakes call it.</param>
    /// <param name="text">The text.</param>
    /// <param name="map">Makes the result of it.</param>
    /// <exception cref="InvalidInputException">With every mistake found in it.</exception>
    public static T Parse<T>(string file, TextReader text, Func<YamlReader, YamlNode, T> map)
    {
        var reader = new YamlReader(file);
        var result = map(reader, reader.Load(text));
        if (reader._problems.Count > 0)
            throw new InvalidInputException([.. reader._problems.OrderBy(p => p.Line).ThenBy(p => p.Column)]);
        return result;
    }

    public void Error(YamlNode at, string message, string? hint = null) =>
        _problems.Add(Diagnostic.Error(File, message, hint, (int)at.Start.Line, (int)at.Start.Column));

    /// <summary>The values of a mapping by key. Keys that aren't in <paramref name="known"/> are mistakes.</summary>
    public YamlFields Fields(YamlNode node, params string[] known) => Fields(node, RenamedKeys.None, known);

    /// <inheritdoc cref="Fields(YamlNode, string[])"/>
    /// <param name="node">The mapping.</param>
    /// <param name="renamed">The new key by the old one.</param>
    /// <param name="known">The keys that it may have.</param>
    internal YamlFields Fields(YamlNode node, IReadOnlyDictionary<string, string> renamed, params string[] known)
    {
        var values = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        if (node is not YamlMappingNode mapping)
        {
            Error(node, $"expected a mapping with the keys {string.Join(", ", known)}");
            return new YamlFields(this, node, values);
        }

        foreach (var (key, value) in mapping.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (known.Contains(name, StringComparer.Ordinal))
                values[name] = value;
            else if (renamed.TryGetValue(name, out var now))
                Error(key, RenamedKeys.Message(name, now), "docs/reference.md describes its format");
            else
                Error(key, $"unknown key \"{name}\"", Nearest.Hint(name, known));
        }

        return new YamlFields(this, node, values);
    }

    /// <summary>The entries of a mapping whose keys are names of the user's.</summary>
    public IEnumerable<(YamlScalarNode Key, YamlNode Value)> Entries(YamlNode node)
    {
        if (node is not YamlMappingNode mapping)
        {
            Error(node, "expected a mapping");
            yield break;
        }

        foreach (var (key, value) in mapping.Children)
        {
            if (key is YamlScalarNode { Value: not null } scalar)
                yield return (scalar, value);
            else
                Error(key, "expected a name");
        }
    }

    /// <summary>The items of a list; a single item may be written without a list.</summary>
    public static IReadOnlyList<YamlNode> Items(YamlNode? node) => node switch
    {
        null => [],
        YamlScalarNode { Value: null or "" } => [],
        YamlSequenceNode sequence => [.. sequence.Children],
        _ => [node],
    };

    public string Text(YamlNode node)
    {
        if (node is YamlScalarNode { Value: { Length: > 0 } text })
            return text;
        Error(node, "expected a text");
        return "";
    }

    public IReadOnlyList<string> Texts(YamlNode? node) => [.. Items(node).Select(Text)];

    private YamlNode Load(TextReader text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(text);
            if (stream.Documents.Count == 1)
                return stream.Documents[0].RootNode;
            throw new InvalidInputException(
                File, stream.Documents.Count == 0 ? "the file is empty" : "expected one YAML document, found several");
        }
        catch (YamlException e)
        {
            throw new InvalidInputException(
                [Diagnostic.Error(File, $"not YAML: {e.Message}", null, (int)e.Start.Line, (int)e.Start.Column)]);
        }
    }

    private static StreamReader Open(string file)
    {
        try
        {
            return System.IO.File.OpenText(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidInputException(file, "no such file");
        }
    }
}
