using KernelSplit.Kconfig.Dialects;
using KernelSplit.Kconfig.Model;
using KernelSplit.Kconfig.Parsing;

namespace KernelSplit.Kconfig.Caching;

/// <summary>Reads the tree that <see cref="TreeWriter"/> wrote: the same objects, without parsing.</summary>
internal sealed class TreeReader(NumberReader reader, KconfigHost host, Dialect dialect)
{
    private readonly SymbolTable _table = new(
        dialect.SymbolBuckets, dialect.HasUntypedConstants ? SymbolType.Unknown : SymbolType.Tristate);

    private readonly Dictionary<string, byte[]> _helpFiles = new(StringComparer.Ordinal);
    private MenuNode[] _nodes = [];
    private Property[] _properties = [];
    private Expression[] _expressions = [];

    public KconfigTree Read()
    {
        for (var (i, count) = (0, reader.Next()); i < count; i++)
            ReadSymbol(i);
        _nodes = All(() => new MenuNode(NextSymbol(), null, reader.NextText(), reader.Next()));
        ReadProperties();
        ReadExpressions();
        foreach (var symbol in _table.All)
            ReadLinks(symbol);
        foreach (var node in _nodes)
            ReadLinks(node);
        foreach (var property in _properties)
        {
            if (property is null)
                continue;
            property.Condition = NextExpression();
            property.OwnCondition = NextExpression();
            property.Value = NextExpression();
        }

        return new KconfigTree(_table, new ExpressionFactory(_expressions), host, dialect)
        {
            PropertyCount = _properties.Length,
            ExpressionCount = _expressions.Length,
            Root = NextNode()!,
            Modules = NextSymbol()!,
            DefconfigList = NextSymbol(),
            Dependencies = All(() => new DependencyLine(
                NextNode()!, (DependencyKind)reader.Next(), NextExpression()!, reader.NextText(), reader.Next())),
            Probes = All(() => new ShellProbe(
                reader.NextText(), reader.NextText(), reader.NextText(), reader.Next())),
            Files = All(reader.NextText),
            Environment = new OrderedDictionary<string, string>(
                All(() => KeyValuePair.Create(reader.NextText(), reader.NextText())), StringComparer.Ordinal),
        };
    }

    private void ReadSymbol(int id)
    {
        var (name, type, traits) = (reader.NextTextOrNull(), (SymbolType)reader.Next(), (SymbolTraits)reader.Next());
        // The table itself makes y, m and n.
        var symbol = id < _table.All.Count
            ? _table.All[id]
            : _table.Restore(name, traits.HasFlag(SymbolTraits.Constant), traits.HasFlag(SymbolTraits.Choice));
        symbol.Type = type;
        symbol.IsOptional = traits.HasFlag(SymbolTraits.Optional);
        symbol.IsTransitional = traits.HasFlag(SymbolTraits.Transitional);
        symbol.ReplacesTransitional = traits.HasFlag(SymbolTraits.ReplacesTransitional);
        symbol.IsYesInAllNoConfig = traits.HasFlag(SymbolTraits.YesInAllNoConfig);
        symbol.IsChoiceMember = traits.HasFlag(SymbolTraits.ChoiceMember);
    }

    private void ReadProperties()
    {
        _properties = new Property[reader.Next()];
        for (var id = 0; id < _properties.Length; id++)
        {
            if (reader.Next() is not (var kind and >= 0))
                continue;
            var property = new Property(id, (PropertyKind)kind, NextNode()!, reader.NextText(), reader.Next());
            property.Text = reader.NextTextOrNull();
            _properties[id] = property;
        }
    }

    private void ReadExpressions()
    {
        _expressions = new Expression[reader.Next()];
        for (var id = 0; id < _expressions.Length; id++)
            _expressions[id] = new Expression(
                id, (ExpressionKind)reader.Next(), NextExpression(), NextExpression(), NextSymbol(), NextSymbol());
    }

    private void ReadLinks(Symbol symbol)
    {
        symbol.DirectDependency = NextExpression();
        symbol.SelectedBy = NextExpression();
        symbol.ImpliedBy = NextExpression();
        symbol.Choice = NextSymbol();
        symbol.ChoiceNode = NextNode();
        for (var left = reader.Next(); left > 0; left--)
            symbol.Add(_properties[reader.Next()]);
        for (var left = reader.Next(); left > 0; left--)
            symbol.Add(NextNode()!);
        for (var left = reader.Next(); left > 0; left--)
            symbol.Members.Add(NextSymbol()!);
    }

    private void ReadLinks(MenuNode node)
    {
        node.Parent = NextNode();
        node.Block = NextNode();
        node.Next = NextNode();
        node.FirstChild = NextNode();
        node.Prompt = reader.Next() is var prompt and >= 0 ? _properties[prompt] : null;
        node.Visibility = NextExpression();
        node.Dependency = NextExpression();
        if (reader.NextTextOrNull() is { } file)
            node.HelpText = new HelpText(file, reader.Next(), () => HelpFile(file));
    }

    private byte[] HelpFile(string file)
    {
        lock (_helpFiles)
        {
            if (!_helpFiles.TryGetValue(file, out var bytes))
                _helpFiles.Add(file, bytes = host.ReadFile(file) ?? []);
            return bytes;
        }
    }

    private T[] All<T>(Func<T> read)
    {
        var items = new T[reader.Next()];
        for (var i = 0; i < items.Length; i++)
            items[i] = read();
        return items;
    }

    private Symbol? NextSymbol() => reader.Next() is var id and >= 0 ? _table.All[id] : null;

    private MenuNode? NextNode() => reader.Next() is var id and >= 0 ? _nodes[id] : null;

    private Expression? NextExpression() => reader.Next() is var id and >= 0 ? _expressions[id] : null;
}
