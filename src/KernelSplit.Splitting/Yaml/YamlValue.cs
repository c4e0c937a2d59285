namespace KernelSplit.Splitting.Yaml;

/// <summary>A value of a YAML file, with its place.</summary>
/// <param name="line">Line, from 1.</param>
/// <param name="column">Column, from 1.</param>
public abstract class YamlValue(int line, int column)
{
    public int Line => line;

    public int Column => column;

    /// <summary>How many values it stands for, itself and what aliases repeat included.</summary>
    internal virtual int Size => 1;

    /// <summary>Whether both say the same, wherever they are.</summary>
    public abstract bool SaysTheSameAs(YamlValue other);
}

/// <summary>A scalar.</summary>
public sealed class YamlText(string value, bool isPlain, int line, int column) : YamlValue(line, column)
{
    public string Value => value;

    /// <summary>Whether it is written without quotes.</summary>
    public bool IsPlain => isPlain;

    public override bool SaysTheSameAs(YamlValue other) => other is YamlText text && text.Value == value;
}

/// <summary>A sequence.</summary>
public sealed class YamlList(int line, int column) : YamlValue(line, column)
{
    private readonly List<YamlValue> _children = [];
    private int _size = 1;

    public IReadOnlyList<YamlValue> Children => _children;

    internal override int Size => _size;

    internal void Add(YamlValue child)
    {
        _children.Add(child);
        _size += child.Size;
    }

    public override bool SaysTheSameAs(YamlValue other) =>
        other is YamlList list
        && list._children.Count == _children.Count
        && list._children.Zip(_children).All(pair => pair.First.SaysTheSameAs(pair.Second));
}

/// <summary>A mapping, in the order of the file.</summary>
public sealed class YamlMapping(int line, int column) : YamlValue(line, column)
{
    private readonly List<(YamlValue Key, YamlValue Value)> _children = [];
    private int _size = 1;

    public IReadOnlyList<(YamlValue Key, YamlValue Value)> Children => _children;

    internal override int Size => _size;

    internal void Add(YamlValue key, YamlValue value)
    {
        _children.Add((key, value));
        _size += key.Size + value.Size;
    }

    public override bool SaysTheSameAs(YamlValue other) =>
        other is YamlMapping mapping
        && mapping._children.Count == _children.Count
        && _children.TrueForAll(mine => mapping._children.Exists(theirs =>
            mine.Key.SaysTheSameAs(theirs.Key) && mine.Value.SaysTheSameAs(theirs.Value)));
}
