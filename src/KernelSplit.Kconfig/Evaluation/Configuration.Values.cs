using System.Runtime.CompilerServices;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Evaluation;

/// <summary>How a symbol gets its value.</summary>
public sealed partial class Configuration
{
    internal void Calculate(Symbol symbol)
    {
        if (!State(symbol).Has(StateFlags.Valid))
            Recalculate(symbol);
    }

    private void Recalculate(Symbol symbol)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        ref var state = ref State(symbol);
        if (_dialect.HasClassicChoices && symbol.IsChoiceMember && state.Has(StateFlags.NeedsMembers))
        {
            state.Clear(StateFlags.NeedsMembers);
            Calculate(symbol.Choice!);
        }

        state.Set(StateFlags.Valid);
        if (symbol.Type == SymbolType.Unknown)
        {
            state.Text = symbol.Name;
            state.Value = Tristate.No;
            return;
        }

        state.Clear(StateFlags.Write);
        CalculateVisibility(symbol);
        if (state.Visible != Tristate.No)
            state.Set(StateFlags.Write);
        // What its own conditions see.
        var start = Start(symbol.Type);
        state.Value = Tristate.No;
        state.Text = start;
        state.Chosen = null;
        if (TypeOf(symbol).IsLogical())
            state.Value = Logical(symbol, ref state);
        else
            state.Text = NumberOrText(symbol, ref state) ?? start;
        if (_dialect.HasClassicChoices && symbol.IsChoice && state.Value == Tristate.Yes)
            state.Chosen = ChooseClassic(symbol);
        if (symbol.ReplacesTransitional)
            TakeOver(symbol, ref state);
        KeepInRange(symbol, ref state);
        if (symbol == Tree.Modules)
            _modules = state.Value;
        if (symbol.IsTransitional || symbol == Tree.DefconfigList)
            state.Clear(StateFlags.Write);
        if (symbol.IsChoice)
            FinishChoice(symbol, ref state);
    }

    private string Start(SymbolType type) => type switch
    {
        SymbolType.Int => _dialect.NumbersStartAtZero ? "0" : "",
        SymbolType.Hex => _dialect.NumbersStartAtZero ? "0x0" : "",
        SymbolType.String => "",
        _ => "n",
    };

    private Tristate Logical(Symbol symbol, ref SymbolState state)
    {
        Tristate value;
        if (_dialect.HasClassicChoices && symbol.IsChoiceMember && state.Visible == Tristate.Yes)
        {
            value = State(symbol.Choice!).Chosen == symbol ? Tristate.Yes : Tristate.No;
        }
        else if (!_dialect.HasClassicChoices && symbol.ChoiceNode is { } choice)
        {
            Choose(choice);
            value = state.Value;
        }
        else
        {
            value = state.Visible != Tristate.No && state.Has(StateFlags.IsRequested)
                ? Tristates.And(state.Requested, state.Visible)
                : DefaultOrImplied(symbol, ref state);
            if (state.Direct < state.Selected)
                WarnOfUnmetDependency(symbol);
            value = Tristates.Or(value, state.Selected);
        }

        return value == Tristate.Mod && TypeOf(symbol) == SymbolType.Bool ? Tristate.Yes : value;
    }

    /// <summary>The default, raised by <c>imply</c>.</summary>
    private Tristate DefaultOrImplied(Symbol symbol, ref SymbolState state)
    {
        var value = Tristate.No;
        if (state.Selected != Tristate.No)
            state.Set(StateFlags.Write);
        if (symbol.IsChoice)
            return value;
        if (ActiveProperty(symbol, PropertyKind.Default, out var condition) is { } property)
        {
            value = Tristates.And(_conditions.Of(property.Value), condition);
            if (value != Tristate.No)
                state.Set(StateFlags.Write);
        }

        if (state.Implied == Tristate.No)
            return value;
        state.Set(StateFlags.Write);
        return Tristates.And(Tristates.Or(value, state.Implied), state.Direct);
    }

    /// <summary>A value requested for a transitional symbol carries over to the one that replaces it.</summary>
    private void TakeOver(Symbol symbol, ref SymbolState state)
    {
        if (state.Has(StateFlags.IsRequested) || symbol.IsChoice || symbol.ChoiceNode is not null
            || ActiveProperty(symbol, PropertyKind.Default, out _)?.ValueSymbol is not { IsTransitional: true } former
            || !State(former).Has(StateFlags.IsRequested))
        {
            return;
        }

        state.Requested = state.Value;
        state.RequestedText = state.Text;
        state.Set(StateFlags.IsRequested);
    }

    private string? NumberOrText(Symbol symbol, ref SymbolState state)
    {
        if (state.Visible != Tristate.No && state.Has(StateFlags.IsRequested))
            return state.RequestedText ?? "(null)";
        if (ActiveProperty(symbol, PropertyKind.Default, out _)?.ValueSymbol is not { } value)
            return null;
        state.Set(StateFlags.Write);
        Calculate(value);
        return State(value).Text ?? "(null)";
    }

    /// <summary>The first property of a kind whose condition isn't n.</summary>
    internal Property? ActiveProperty(Symbol symbol, PropertyKind kind) => ActiveProperty(symbol, kind, out _);

    /// <summary>The first property of a kind whose condition isn't n.</summary>
    private Property? ActiveProperty(Symbol symbol, PropertyKind kind, out Tristate condition)
    {
        var properties = symbol.PropertyList;
        for (var i = 0; i < properties.Count; i++)
        {
            if (properties[i].Kind != kind)
                continue;
            condition = _conditions.Of(properties[i].Condition);
            if (condition != Tristate.No)
                return properties[i];
        }

        condition = Tristate.No;
        return null;
    }

    private void CalculateVisibility(Symbol symbol)
    {
        ref var state = ref State(symbol);
        if (symbol.IsTransitional)
        {
            state.Visible = Tristate.Yes;
            return;
        }

        var visible = Tristate.No;
        var properties = symbol.PropertyList;
        for (var i = 0; i < properties.Count; i++)
        {
            var property = properties[i];
            if (property.Text is null)
                continue;
            var condition = _conditions.Of(property.Condition);
            if (IsHiddenByChoice(symbol, condition))
                condition = Tristate.No;
            _promptVisibilities[property.Id] = condition;
            visible = Tristates.Or(visible, condition);
        }

        state.Visible = visible == Tristate.Mod
            && (symbol.Type != SymbolType.Tristate || _modules == Tristate.No) ? Tristate.Yes : visible;
        if (symbol.IsChoiceMember)
            return;
        state.Direct = ForType(symbol, _conditions.Of(symbol.DirectDependency));
        state.Selected = symbol.SelectedBy is null ? Tristate.No : ForType(symbol, _conditions.Of(symbol.SelectedBy));
        state.Implied = symbol.ImpliedBy is null ? Tristate.No : ForType(symbol, _conditions.Of(symbol.ImpliedBy));
    }

    /// <summary>A bool can't be m.</summary>
    private Tristate ForType(Symbol symbol, Tristate value) =>
        value == Tristate.Mod && TypeOf(symbol) == SymbolType.Bool ? Tristate.Yes : value;
}
