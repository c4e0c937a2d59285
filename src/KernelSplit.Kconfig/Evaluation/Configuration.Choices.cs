using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Evaluation;

/// <summary>Choices since 6.11: bools, one of which is y whenever any is visible.</summary>
public sealed partial class Configuration
{
    /// <summary>Sets all members; returns the one that is y.</summary>
    internal Symbol? Choose(MenuNode choice)
    {
        var chosen = RequestedMember(choice)
            ?? DefaultUnlessSetToNo(choice)
            ?? FirstWithoutRequest(choice)
            ?? LastSetToNo(choice);
        for (var node = choice.NextBelow(choice); node is not null; node = node.NextBelow(choice))
        {
            if (node.Symbol is not { } symbol)
                continue;
            ref var state = ref State(symbol);
            if (state.Visible == Tristate.No)
                continue;
            state.Value = symbol == chosen ? Tristate.Yes : Tristate.No;
            state.Set(StateFlags.Valid | StateFlags.Write);
        }

        return chosen;
    }

    /// <summary>The first visible default, or else the first visible member.</summary>
    internal Symbol? DefaultMember(MenuNode choice)
    {
        if (ActiveDefault(choice.Symbol!) is { } member)
            return member;
        for (var node = choice.NextBelow(choice); node is not null; node = node.NextBelow(choice))
        {
            if (node.Symbol is { } symbol && State(symbol).Visible != Tristate.No)
                return symbol;
        }

        return null;
    }

    /// <summary>The members, those that take precedence when several are requested first.</summary>
    internal List<Symbol> MemberOrder(Symbol choice)
    {
        if (!_memberOrders.TryGetValue(choice, out var order))
            _memberOrders[choice] = order = [.. choice.Members];
        return order;
    }

    /// <summary>Moves a member to the head or tail of its choice.</summary>
    internal void Move(Symbol member, MenuNode choice, bool toTail = false)
    {
        foreach (var definition in member.Definitions)
        {
            if (definition.Parent?.Symbol is { IsChoice: true } around)
                MemberOrder(around).Remove(member);
        }

        var order = MemberOrder(choice.Symbol!);
        order.Remove(member);
        order.Insert(toTail ? order.Count : 0, member);
    }

    private Symbol? RequestedMember(MenuNode choice)
    {
        foreach (var symbol in MemberOrder(choice.Symbol!))
        {
            CalculateVisibility(symbol);
            ref var state = ref State(symbol);
            if (state.Visible != Tristate.No && state.Has(StateFlags.IsRequested) && state.Requested == Tristate.Yes)
                return symbol;
        }

        return null;
    }

    private Symbol? DefaultUnlessSetToNo(MenuNode choice)
    {
        if (DefaultMember(choice) is not { } member)
            return null;
        ref var state = ref State(member);
        return state.Has(StateFlags.IsRequested) && state.Requested == Tristate.No ? null : member;
    }

    private Symbol? FirstWithoutRequest(MenuNode choice)
    {
        for (var node = choice.NextBelow(choice); node is not null; node = node.NextBelow(choice))
        {
            if (node.Symbol is not { } symbol)
                continue;
            if (State(symbol).Visible != Tristate.No && !State(symbol).Has(StateFlags.IsRequested))
                return symbol;
        }

        return null;
    }

    private Symbol? LastSetToNo(MenuNode choice) =>
        MemberOrder(choice.Symbol!).FindLast(symbol => State(symbol).Visible != Tristate.No);

    private Symbol? ActiveDefault(Symbol choice)
    {
        foreach (var property in choice.PropertyList)
        {
            if (property.Kind == PropertyKind.Default && _conditions.Of(property.Condition) != Tristate.No
                && property.ValueSymbol is { } member && State(member).Visible != Tristate.No)
            {
                return member;
            }
        }

        return null;
    }
}
