using KernelSplit.Kconfig.Dialects;
using KernelSplit.Kconfig.Evaluation;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Finalizing;

/// <summary>Finds symbols that depend on themselves (scripts/kconfig/symbol.c, <c>sym_check_deps</c>).</summary>
internal sealed partial class CycleCheck(Dialect dialect, Report report)
{
    private readonly List<Step> _path = [];
    private readonly List<Expression> _pending = [];

    private enum Link : byte
    {
        None,
        DependsOn,
        SelectedBy,
        ImpliedBy,
        Value,
    }

    /// <summary>Reports the dependency cycle of a symbol, if it has one that isn't reported yet.</summary>
    /// <returns>The symbol that closes the cycle.</returns>
    public Symbol? Check(Symbol symbol)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (symbol.IsChecked)
        {
            ReportCycle(symbol);
            return symbol;
        }

        if (symbol.HasBeenChecked)
            return null;
        if (ChoiceOf(symbol) is { } choice)
        {
            _path.Add(new Step(symbol));
            var found = Check(choice);
            RemoveLast();
            return found;
        }

        if (symbol.IsChoice)
            return CheckChoice(symbol);
        symbol.IsChecked = symbol.HasBeenChecked = true;
        var closing = CheckSymbol(symbol);
        symbol.IsChecked = false;
        return closing;
    }

    private Symbol? CheckChoice(Symbol choice)
    {
        _path.Add(new Step(choice));
        var members = MembersOf(choice);
        foreach (var member in members)
            member.IsChecked = member.HasBeenChecked = true;
        choice.IsChecked = choice.HasBeenChecked = true;
        var found = CheckSymbol(choice);
        choice.IsChecked = false;
        for (var i = 0; i < members.Count && found is null; i++)
            found = CheckSymbol(members[i]);
        foreach (var member in members)
            member.IsChecked = false;
        if (found is not null && ChoiceOf(found) == choice)
            found = choice;
        RemoveLast();
        return found;
    }

    private Symbol? CheckSymbol(Symbol symbol)
    {
        var step = new Step(symbol);
        _path.Add(step);
        var found = CheckLink(step, Link.DependsOn, symbol.DirectDependency)
            ?? CheckLink(step, Link.SelectedBy, symbol.SelectedBy)
            ?? CheckLink(step, Link.ImpliedBy, symbol.ImpliedBy)
            ?? CheckProperties(step, symbol);
        RemoveLast();
        return found;
    }

    private Symbol? CheckLink(Step step, Link link, Expression? expression)
    {
        step.Link = link;
        return CheckExpression(expression);
    }

    private Symbol? CheckProperties(Step step, Symbol symbol)
    {
        step.Link = Link.None;
        foreach (var property in symbol.PropertyList)
        {
            if (property.Kind is PropertyKind.Select or PropertyKind.Imply or PropertyKind.Choice)
                continue;
            step.Property = property;
            if (CheckExpression(property.Condition) is { } found)
                return found;
            if (property.Kind != PropertyKind.Default || symbol.IsChoice)
                continue;
            if (CheckLink(step, Link.Value, property.Value) is { } inValue)
                return inValue;
            step.Link = Link.None;
        }

        return null;
    }

    private Symbol? CheckExpression(Expression? expression)
    {
        var known = _pending.Count;
        for (; expression is { IsOperator: true }; expression = expression.Left)
            _pending.Add(expression.Right!);
        var found = CheckOperand(expression);
        while (_pending.Count > known)
        {
            var right = _pending[^1];
            _pending.RemoveAt(_pending.Count - 1);
            found ??= CheckExpression(right);
        }

        return found;
    }

    private Symbol? CheckOperand(Expression? expression) => expression?.Kind switch
    {
        null or ExpressionKind.Range => null,
        ExpressionKind.Not => CheckExpression(expression.Left),
        ExpressionKind.Symbol => Check(expression.Symbol!),
        _ => Check(expression.Symbol!) ?? Check(expression.Other!),
    };

    private Symbol? ChoiceOf(Symbol symbol) =>
        dialect.HasClassicChoices ? symbol.Choice : Choices.NodeAround(symbol)?.Symbol;

    private List<Symbol> MembersOf(Symbol choice) => dialect.HasOptionalChoices
        ? choice.Members
        : [.. choice.Definitions[0].Descendants().Select(node => node.Symbol).OfType<Symbol>()];

    private void RemoveLast() => _path.RemoveAt(_path.Count - 1);

    private sealed class Step(Symbol symbol)
    {
        public Symbol Symbol => symbol;

        public Property? Property { get; set; }

        public Link Link { get; set; }
    }
}
