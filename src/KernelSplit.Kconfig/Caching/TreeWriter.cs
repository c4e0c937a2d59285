using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Caching;

/// <summary>Writes a tree for <see cref="TreeReader"/>.</summary>
internal sealed class TreeWriter
{
    private readonly KconfigTree _tree;
    private readonly NumberWriter _writer;
    private readonly Dictionary<MenuNode, int> _nodes = [];
    private readonly List<MenuNode> _nodeList = [];
    private readonly Property?[] _properties;
    private readonly Dictionary<Expression, int> _expressions = [];
    private readonly List<Expression> _expressionList = [];

    private TreeWriter(KconfigTree tree, NumberWriter writer)
    {
        (_tree, _writer) = (tree, writer);
        _properties = new Property?[tree.PropertyCount];
    }

    public static void Write(KconfigTree tree, NumberWriter writer) => new TreeWriter(tree, writer).Write();

    private void Write()
    {
        FindNodes();
        foreach (var property in _tree.Symbols.SelectMany(symbol => symbol.Properties)
            .Concat(_nodeList.Select(node => node.Prompt).OfType<Property>()))
            _properties[property.Id] = property;
        FindExpressions();

        All(_tree.Symbols, WriteIdentity);
        All(_nodeList, node =>
        {
            Reference(node.Symbol);
            Place(node.File, node.Line);
        });
        All(_properties, WriteIdentity);
        All(_expressionList, WriteExpression);
        foreach (var symbol in _tree.Symbols)
            WriteLinks(symbol);
        foreach (var node in _nodeList)
            WriteLinks(node);
        foreach (var property in _properties.OfType<Property>())
        {
            Reference(property.Condition);
            Reference(property.OwnCondition);
            Reference(property.Value);
        }

        Reference(_tree.Root);
        Reference(_tree.Modules);
        Reference(_tree.DefconfigList);
        All(_tree.Dependencies, line =>
        {
            Reference(line.Node);
            _writer.Add((int)line.Kind);
            Reference(line.Condition);
            Place(line.File, line.Line);
        });
        All(_tree.Probes, probe =>
        {
            _writer.Add(probe.Command);
            _writer.Add(probe.Output);
            Place(probe.File, probe.Line);
        });
        All(_tree.Files, _writer.Add);
        All(_tree.Environment.ToList(), variable =>
        {
            _writer.Add(variable.Key);
            _writer.Add(variable.Value);
        });
    }

    /// <summary>An if leaves the menus when they are final, but its entries still name it.</summary>
    private void FindNodes()
    {
        var open = new Stack<MenuNode?>(
            _tree.Dependencies.Select(line => line.Node)
                .Concat(_tree.Symbols.SelectMany(symbol => symbol.Definitions))
                .Concat(_tree.Symbols.SelectMany(symbol => symbol.Properties.Select(property => property.Node)))
                .Append(_tree.Root));
        while (open.TryPop(out var node))
        {
            if (node is null || !_nodes.TryAdd(node, _nodeList.Count))
                continue;
            _nodeList.Add(node);
            open.Push(node.Parent);
            open.Push(node.Block);
            open.Push(node.Next);
            open.Push(node.FirstChild);
        }
    }

    /// <summary>Those that are in use, operands first: simplifying leaves many behind.</summary>
    private void FindExpressions()
    {
        foreach (var symbol in _tree.Symbols)
        {
            Find(symbol.DirectDependency);
            Find(symbol.SelectedBy);
            Find(symbol.ImpliedBy);
        }

        foreach (var node in _nodeList)
        {
            Find(node.Visibility);
            Find(node.Dependency);
        }

        foreach (var property in _properties.OfType<Property>())
        {
            Find(property.Condition);
            Find(property.OwnCondition);
            Find(property.Value);
        }

        foreach (var line in _tree.Dependencies)
            Find(line.Condition);
    }

    private void Find(Expression? expression)
    {
        if (expression is null)
            return;
        var open = new Stack<Expression>([expression]);
        while (open.TryPeek(out var next))
        {
            if (_expressions.ContainsKey(next))
            {
                open.Pop();
            }
            else if (next.Left is { } left && !_expressions.ContainsKey(left))
            {
                open.Push(left);
            }
            else if (next.Right is { } right && !_expressions.ContainsKey(right))
            {
                open.Push(right);
            }
            else
            {
                _expressions.Add(open.Pop(), _expressionList.Count);
                _expressionList.Add(next);
            }
        }
    }

    private void WriteIdentity(Symbol symbol)
    {
        _writer.Add(symbol.Name);
        _writer.Add((int)symbol.Type);
        _writer.Add((int)(
            Flag(symbol.IsConstant, SymbolTraits.Constant) | Flag(symbol.IsChoice, SymbolTraits.Choice)
            | Flag(symbol.IsOptional, SymbolTraits.Optional) | Flag(symbol.IsTransitional, SymbolTraits.Transitional)
            | Flag(symbol.ReplacesTransitional, SymbolTraits.ReplacesTransitional)
            | Flag(symbol.IsYesInAllNoConfig, SymbolTraits.YesInAllNoConfig)
            | Flag(symbol.IsChoiceMember, SymbolTraits.ChoiceMember)));
    }

    private static SymbolTraits Flag(bool isSet, SymbolTraits flag) => isSet ? flag : 0;

    /// <summary>Properties are found by their number; those that nothing has any more are left out.</summary>
    private void WriteIdentity(Property? property)
    {
        _writer.Add(property is null ? -1 : (int)property.Kind);
        if (property is null)
            return;
        Reference(property.Node);
        Place(property.File, property.Line);
        _writer.Add(property.Text);
    }

    private void WriteExpression(Expression expression)
    {
        _writer.Add((int)expression.Kind);
        Reference(expression.Left);
        Reference(expression.Right);
        Reference(expression.Symbol);
        Reference(expression.Other);
    }

    private void WriteLinks(Symbol symbol)
    {
        Reference(symbol.DirectDependency);
        Reference(symbol.SelectedBy);
        Reference(symbol.ImpliedBy);
        Reference(symbol.Choice);
        Reference(symbol.ChoiceNode);
        All(symbol.PropertyList, property => _writer.Add(property.Id));
        All(symbol.DefinitionList, Reference);
        All(symbol.Members, Reference);
    }

    private void WriteLinks(MenuNode node)
    {
        Reference(node.Parent);
        Reference(node.Block);
        Reference(node.Next);
        Reference(node.FirstChild);
        _writer.Add(node.Prompt?.Id ?? -1);
        Reference(node.Visibility);
        Reference(node.Dependency);
        _writer.Add(node.HelpText?.File);
        if (node.HelpText is { } help)
            _writer.Add(help.Start);
    }

    private void All<T>(IReadOnlyCollection<T> items, Action<T> write)
    {
        _writer.Add(items.Count);
        foreach (var item in items)
            write(item);
    }

    private void Reference(Symbol? symbol) => _writer.Add(symbol?.Id ?? -1);

    private void Reference(MenuNode? node) => _writer.Add(node is null ? -1 : _nodes[node]);

    private void Reference(Expression? expression) => _writer.Add(expression is null ? -1 : _expressions[expression]);

    private void Place(string file, int line)
    {
        _writer.Add(file);
        _writer.Add(line);
    }
}
