using KernelSplit.Foundation;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace KernelSplit.Splitting.Yaml;

/// <summary>
/// The one place that knows YamlDotNet: makes <see cref="YamlValue"/>s of its events. A file may be wrong or hostile,
/// so depth and size are bounded, what aliases repeat included.
/// </summary>
internal sealed class YamlLoader
{
    private const int GreatestDepth = 64;
    private const int MostValues = 200_000;

    private readonly string _file;
    private readonly Parser _parser;
    private readonly Dictionary<AnchorName, YamlValue?> _anchors = [];

    // Consuming an event makes the parser look at the next one, which may be the end of what it understands: so
    // brackets are noted before they are consumed.
    private readonly Stack<(char Bracket, Mark At)> _open = [];
    private int _values;

    private YamlLoader(string file, TextReader text) => (_file, _parser) = (file, new Parser(text));

    /// <exception cref="InvalidInputException">It isn't one YAML document, is nested too deep or too large.</exception>
    public static YamlValue Load(string file, TextReader text)
    {
        var loader = new YamlLoader(file, text);
        try
        {
            return loader.Document();
        }
        catch (Exception e) when (e is YamlException or InvalidOperationException or ArgumentException)
        {
            // The parser isn't prepared for every wrong file, and least for the commonest mistake.
            if (loader._open.TryPeek(out var open))
                throw loader.Mistake($"not YAML: this \"{open.Bracket}\" is not closed", open.At);
            var at = (e as YamlException)?.Start ?? loader._parser.Current?.Start ?? Mark.Empty;
            throw loader.Mistake($"not YAML: {e.Message}", at);
        }
    }

    private YamlValue Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
            throw new InvalidInputException(_file, "the file is empty");
        _parser.Consume<DocumentStart>();
        var root = Value(0);
        _parser.Consume<DocumentEnd>();
        return _parser.Accept<StreamEnd>(out _)
            ? root
            : throw new InvalidInputException(_file, "expected one YAML document, found several");
    }

    private YamlValue Value(int depth)
    {
        var start = _parser.Current?.Start ?? Mark.Empty;
        if (depth > GreatestDepth)
            throw Mistake($"nested deeper than {GreatestDepth} levels", start);
        if (_parser.TryConsume<AnchorAlias>(out var alias))
            return Count(Repeated(alias), alias.Start);
        var anchor = (_parser.Current as NodeEvent)?.Anchor ?? AnchorName.Empty;
        if (!anchor.IsEmpty)
            _anchors[anchor] = null;
        YamlValue value = _parser.Accept<SequenceStart>(out var sequence) ? List(sequence, depth)
            : _parser.Accept<MappingStart>(out var mapping) ? Mapping(mapping, depth)
            : (YamlValue)Scalar(_parser.Consume<Scalar>());
        if (!anchor.IsEmpty)
            _anchors[anchor] = value;
        return value;
    }

    private YamlText Scalar(Scalar scalar) => Count(
        new YamlText(
            scalar.Value, scalar.Style == ScalarStyle.Plain, (int)scalar.Start.Line, (int)scalar.Start.Column),
        scalar.Start);

    private YamlList List(SequenceStart start, int depth)
    {
        var list = Count(new YamlList((int)start.Start.Line, (int)start.Start.Column), start.Start);
        if (start.Style == SequenceStyle.Flow)
            _open.Push(('[', start.Start));
        _parser.MoveNext();
        while (!_parser.Accept<SequenceEnd>(out _))
            list.Add(Value(depth + 1));
        if (start.Style == SequenceStyle.Flow)
            _open.Pop();
        _parser.MoveNext();
        return list;
    }

    private YamlMapping Mapping(MappingStart start, int depth)
    {
        var mapping = Count(new YamlMapping((int)start.Start.Line, (int)start.Start.Column), start.Start);
        if (start.Style == MappingStyle.Flow)
            _open.Push(('{', start.Start));
        _parser.MoveNext();
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (!_parser.Accept<MappingEnd>(out _))
        {
            var key = Value(depth + 1);
            if (key is YamlText text && !names.Add(text.Value))
                throw Mistake($"\"{text.Value}\" is given twice", key.Line, key.Column);
            mapping.Add(key, Value(depth + 1));
        }

        if (start.Style == MappingStyle.Flow)
            _open.Pop();
        _parser.MoveNext();
        return mapping;
    }

    private YamlValue Repeated(AnchorAlias alias) => _anchors.TryGetValue(alias.Value, out var value)
        ? value ?? throw Mistake($"*{alias.Value} refers to itself", alias.Start)
        : throw Mistake($"*{alias.Value} refers to nothing", alias.Start);

    private T Count<T>(T value, Mark at)
        where T : YamlValue
    {
        _values += value.Size;
        return _values <= MostValues
            ? value
            : throw Mistake($"more than {MostValues} values, with what aliases repeat", at);
    }

    private InvalidInputException Mistake(string message, Mark at) => Mistake(message, (int)at.Line, (int)at.Column);

    private InvalidInputException Mistake(string message, int line, int column) =>
        new([Diagnostic.Error(DiagnosticKind.Yaml, _file, message, null, line, column)]);
}
