using KernelSplit.Kconfig.Dialects;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Evaluation;

/// <summary>
/// Values of a tree's symbols: the requested ones, and those that result by the kernel's rules
/// (scripts/kconfig/symbol.c). Configurations of one tree are independent; a configuration is not thread-safe.
/// </summary>
public sealed partial class Configuration
{
    private readonly SymbolState[] _states;
    private readonly Tristate[] _promptVisibilities;
    private readonly ConditionValues _conditions;
    private readonly Dictionary<Symbol, List<Symbol>> _memberOrders = [];
    private readonly Dialect _dialect;
    private Tristate _modules;

    /// <summary>A configuration without requested values.</summary>
    public Configuration(KconfigTree tree)
    {
        Tree = tree;
        Warnings = tree.Host.Errors;
        _dialect = tree.Dialect;
        _states = new SymbolState[tree.Symbols.Count];
        _promptVisibilities = new Tristate[tree.PropertyCount];
        _conditions = new ConditionValues(this, tree.ExpressionCount, isRemembering: !_dialect.SimplifiesInPlace);
        SetConstant(tree.No, Tristate.No);
        SetConstant(tree.Mod, Tristate.Mod);
        SetConstant(tree.Yes, Tristate.Yes);
    }

    private Configuration(Configuration other)
    {
        Tree = other.Tree;
        Warnings = _ => { };
        _dialect = other._dialect;
        _states = [.. other._states];
        _promptVisibilities = [.. other._promptVisibilities];
        _conditions = new ConditionValues(this, Tree.ExpressionCount, isRemembering: !_dialect.SimplifiesInPlace);
        foreach (var (choice, order) in other._memberOrders)
            _memberOrders[choice] = [.. order];
        _modules = other._modules;
    }

    public KconfigTree Tree { get; }

    /// <summary>Gets what conf prints to standard error, in chunks; by default the tree's host.</summary>
    public Action<string> Warnings { get; init; }

    /// <summary>How many symbols were selected despite unmet dependencies.</summary>
    public int UnmetDependencyCount { get; private set; }

    /// <summary>Whether it differs from what was read.</summary>
    internal bool IsChanged { get; set; } = true;

    /// <summary>The symbol's value as in .config, without quotes; <c>n</c> if not set.</summary>
    public string ValueOf(Symbol symbol)
    {
        Begin(symbol);
        return Shown(symbol);
    }

    /// <summary>The value of a condition; null is y.</summary>
    public Tristate ValueOf(Expression? condition)
    {
        Calculate(Tree.Modules);
        return _conditions.Of(condition);
    }

    /// <summary>The highest value that can be requested: n if no prompt of the symbol is visible.</summary>
    public Tristate VisibilityOf(Symbol symbol)
    {
        Begin(symbol);
        return State(symbol).Visible;
    }

    /// <summary>Whether the symbol is written to .config.</summary>
    public bool IsWritten(Symbol symbol)
    {
        Begin(symbol);
        return State(symbol).Has(StateFlags.Write);
    }

    /// <summary>The requested value, as in .config without quotes; null if there is none.</summary>
    public string? RequestedValueOf(Symbol symbol)
    {
        ref var state = ref State(symbol);
        if (!state.Has(StateFlags.IsRequested))
            return null;
        return symbol.Type.IsLogical() ? Tristates.Letter(state.Requested) : state.RequestedText;
    }

    /// <summary>A copy with more requested values, without warnings.</summary>
    /// <param name="lines">Lines of .config.</param>
    internal Configuration With(string lines)
    {
        var copy = new Configuration(this);
        new ConfigReader(copy, "").ReadMore(ByteText.BytesOf(lines));
        return copy;
    }

    /// <summary>Clears all values but the requested ones.</summary>
    internal void Invalidate()
    {
        ForgetValues();
        IsChanged = true;
        Calculate(Tree.Modules);
    }

    internal ref SymbolState State(Symbol symbol) => ref _states[symbol.Id];

    /// <summary>The current value, calculated or not.</summary>
    internal string Shown(Symbol symbol)
    {
        ref var state = ref State(symbol);
        return symbol.Type.IsLogical() ? Tristates.Letter(state.Value) : state.Text ?? "(null)";
    }

    /// <summary>The effective type: without modules, a tristate is a bool.</summary>
    internal SymbolType TypeOf(Symbol symbol)
    {
        if (symbol.Type != SymbolType.Tristate)
            return symbol.Type;
        var isMemberOfChosen = _dialect.HasClassicChoices && symbol.IsChoiceMember
            && State(symbol).Visible == Tristate.Yes;
        return isMemberOfChosen || _modules == Tristate.No ? SymbolType.Bool : SymbolType.Tristate;
    }

    internal void ForgetValues()
    {
        for (var i = Tree.Yes.Id + 1; i < _states.Length; i++)
            _states[i].Clear(StateFlags.Valid);
        _conditions.Forget();
    }

    /// <summary>MODULES first: without modules, a tristate is a bool.</summary>
    private void Begin(Symbol symbol)
    {
        Calculate(Tree.Modules);
        Calculate(symbol);
    }

    private void SetConstant(Symbol symbol, Tristate value)
    {
        ref var state = ref State(symbol);
        state.Value = value;
        state.Text = symbol.Name;
        state.Set(StateFlags.Valid);
    }
}
