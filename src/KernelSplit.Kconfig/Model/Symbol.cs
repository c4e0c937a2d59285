namespace KernelSplit.Kconfig.Model;

/// <summary>A configuration symbol, a choice, or a constant in an expression.</summary>
public sealed class Symbol
{
    private readonly List<Property> _properties = [];
    private readonly List<MenuNode> _definitions = [];

    internal Symbol(int id, string? name, bool isConstant, bool isChoice)
    {
        Id = id;
        Name = name;
        IsConstant = isConstant;
        IsChoice = isChoice;
    }

    /// <summary>The name without <c>CONFIG_</c>, or the text of a constant; null for a choice without a name.</summary>
    public string? Name { get; }

    public SymbolType Type { get; internal set; }

    /// <summary>Whether it is a quoted string, or one of y, m and n.</summary>
    public bool IsConstant { get; }

    public bool IsChoice { get; }

    /// <summary>A choice that may have no member set (kernels up to 6.10).</summary>
    public bool IsOptional { get; internal set; }

    /// <summary>Read from old .config files, never written (kernels from 6.18).</summary>
    public bool IsTransitional { get; internal set; }

    /// <summary>Whether a transitional symbol is the default.</summary>
    internal bool ReplacesTransitional { get; set; }

    /// <summary>Whether allnoconfig sets it to y (kernels up to 5.12).</summary>
    internal bool IsYesInAllNoConfig { get; set; }

    /// <summary>In the order of the Kconfig files.</summary>
    public IReadOnlyList<Property> Properties => _properties;

    /// <summary>The entries that define it; empty for a symbol that is only mentioned.</summary>
    public IReadOnlyList<MenuNode> Definitions => _definitions;

    /// <summary>The dependencies of its entries, ORed; null means none.</summary>
    public Expression? DirectDependency { get; internal set; }

    /// <summary>What selects it: <c>SELECTOR &amp;&amp; condition</c>, ORed; null means nothing.</summary>
    public Expression? SelectedBy { get; internal set; }

    /// <summary>What implies it, likewise.</summary>
    public Expression? ImpliedBy { get; internal set; }

    /// <summary>The properties, for hot loops.</summary>
    internal List<Property> PropertyList => _properties;

    internal List<MenuNode> DefinitionList => _definitions;

    /// <summary>Numbers the symbols of a tree, from 0; y, m and n come first.</summary>
    internal int Id { get; }

    /// <summary>Whether an entry inside a choice defines it.</summary>
    internal bool IsChoiceMember { get; set; }

    /// <summary>The choice of a member; kernels up to 6.10.</summary>
    internal Symbol? Choice { get; set; }

    /// <summary>The members of a choice; kernels up to 6.10.</summary>
    internal List<Symbol> Members => field ??= [];

    /// <summary>The choice around the first entry with a prompt, once the menu tree is final.</summary>
    internal MenuNode? ChoiceNode { get; set; }

    internal bool IsChecked { get; set; }

    internal bool HasBeenChecked { get; set; }

    internal bool WasWarnedAbout { get; set; }

    internal void Add(Property property) => _properties.Add(property);

    internal void Add(MenuNode node) => _definitions.Add(node);

    public override string ToString() => Name ?? "<choice>";
}
