using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Evaluation;

/// <summary>Choices since 6.11: bools, of which one is y whenever one is visible.</summary>
public sealed partial class Configuration
{
    /// <summary>Decides about all members; returns the one that is y.</summary>
    internal Symbol? Choose(MenuNode choice)
    {
        var chosen = AskedMember(choice) ?? DefaultUnlessRefused(choice) ?? FirstUnasked(choice) ?? LastRefused(choice);
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

    /// <summary>The first default that is visible, or else the first visible member.</summary>
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

    /// <summary>The members, those first that count most when several are asked for.</summary>
    internal List<Symbol> MemberOrder(Symbol choice)
    {
        if (!_memberOrders.TryGetValue(choice, out var order))
            _memberOrders[choice] = order = [.. choice.Members];
        return order;
    }

    /// <summary>Puts a member to the head, or tail, of its choice.</summary>
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

    private Symbol? AskedMember(MenuNode choice)
    {
        foreach (var symbol in MemberOrder(choice.Symbol!))
        {
            CalculateVisibility(symbol);
            ref var state = ref State(symbol);
            if (state.Visible != Tristate.No && state.Has(StateFlags.IsAsked) && state.Asked == Tristate.Yes)
                return symbol;
        }

        return null;
    }

    private Symbol? DefaultUnlessRefused(MenuNode choice)
    {
        if (DefaultMember(choice) is not { } member)
            return null;
        ref var state = ref State(member);
        return state.Has(StateFlags.IsAsked) && state.Asked == Tristate.No ? null : member;
    }

    private Symbol? FirstUnasked(MenuNode choice)
    {
        for (var node = choice.NextBelow(choice); node is not null; node = node.NextBelow(choice))
        {
            if (node.Symbol is { } symbol && State(symbol).Visible != Tristate.No && !State(symbol).Has(StateFlags.IsAsked))
                return symbol;
        }

        return null;
    }

    private Symbol? LastRefused(MenuNode choice) =>
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
