using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Parsing;

/// <summary>Adds entries and their properties to the menu tree, in the order they are read.</summary>
internal sealed class MenuBuilder
{
    private readonly ExpressionFactory _expressions;
    private readonly Report _report;
    private readonly bool _hasDefinitionProperties;
    private readonly List<DependencyLine> _dependencies = [];
    private MenuNode _last;
    private bool _lastIsMenu;

    /// <param name="expressions">Creates conditions.</param>
    /// <param name="report">Gets warnings.</param>
    /// <param name="root">The root Kconfig file.</param>
    /// <param name="hasDefinitionProperties">Kernels up to 6.10 have a property for each entry.</param>
    public MenuBuilder(ExpressionFactory expressions, Report report, string root, bool hasDefinitionProperties)
    {
        _expressions = expressions;
        _report = report;
        _hasDefinitionProperties = hasDefinitionProperties;
        Root = Menu = Entry = _last = new MenuNode(null, null, root, 0);
        _lastIsMenu = true;
    }

    public MenuNode Root { get; }

    /// <summary>The open menu, choice or if.</summary>
    public MenuNode Menu { get; private set; }

    /// <summary>The entry that options belong to.</summary>
    public MenuNode Entry { get; private set; }

    public int PropertyCount { get; private set; }

    /// <summary>All dependencies of entries, as written.</summary>
    public IReadOnlyList<DependencyLine> Dependencies => _dependencies;

    public void AddEntry(Symbol? symbol, string file, int line)
    {
        var node = new MenuNode(symbol, Menu, file, line);
        if (_lastIsMenu)
            _last.FirstChild = node;
        else
            _last.Next = node;
        _last = node;
        _lastIsMenu = false;
        Entry = node;
        if (symbol is null)
            return;
        symbol.Add(node);
        if (_hasDefinitionProperties)
            AddProperty(PropertyKind.Definition, _expressions.Of(symbol), null, file, line);
    }

    public MenuNode OpenMenu()
    {
        Menu = _last = Entry;
        _lastIsMenu = true;
        return Menu;
    }

    public void CloseMenu()
    {
        _last = Menu;
        _lastIsMenu = false;
        Menu = Menu.Parent ?? Menu;
    }

    public void AddDependency(DependencyKind kind, Expression? condition, string file, int line)
    {
        if (condition is null)
            return;
        _dependencies.Add(new DependencyLine(Entry, kind, condition, file, line));
        if (kind == DependencyKind.Visible)
            Entry.Visibility = _expressions.And(Entry.Visibility, condition);
        else
            Entry.Dependency = _expressions.And(Entry.Dependency, condition);
    }

    public void SetType(SymbolType type)
    {
        var symbol = Entry.Symbol!;
        if (symbol.Type == type)
            return;
        if (symbol.Type == SymbolType.Unknown)
            symbol.Type = type;
        else
            _report.Warn(Entry.File, Entry.Line, $"ignoring type redefinition of '{symbol}' from "
                + $"'{SymbolTypes.NameOf(symbol.Type)}' to '{SymbolTypes.NameOf(type)}'");
    }

    public Property AddProperty(PropertyKind kind, Expression? value, Expression? condition, string file, int line)
    {
        var property = NewProperty(kind, Entry, file, line);
        property.Value = value;
        property.Condition = property.OwnCondition = condition;
        Entry.Symbol?.Add(property);
        return property;
    }

    public Property NewProperty(PropertyKind kind, MenuNode node, string file, int line) =>
        new(PropertyCount++, kind, node, file, line);

    public void AddPrompt(PropertyKind kind, string text, Expression? condition, string file, int line)
    {
        var property = AddProperty(kind, null, condition, file, line);
        if (text.Length > 0 && IsSpace(text[0]))
        {
            _report.Warn(file, line, "leading whitespace ignored");
            text = text[text.TakeWhile(IsSpace).Count()..];
        }

        if (Entry.Prompt is not null)
            _report.Warn(file, line, "prompt redefined");
        if (kind == PropertyKind.Prompt)
        {
            for (var menu = Entry.Parent; menu is not null; menu = menu.Parent)
            {
                if (menu.Visibility is not null)
                    property.Condition = _expressions.And(property.Condition, menu.Visibility);
            }
        }

        Entry.Prompt = property;
        property.Text = text;
    }

    private static bool IsSpace(char c) => c is ' ' or (>= '\t' and <= '\r');
}
