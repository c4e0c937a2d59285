using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Evaluation;

/// <summary>A symbol's value without a requested one, by savedefconfig's simpler rules.</summary>
public sealed partial class Configuration
{
    /// <summary>The values of all defaults that apply.</summary>
    internal IEnumerable<string> DefaultsOf(Symbol symbol)
    {
        foreach (var property in symbol.PropertyList)
        {
            if (property.Kind != PropertyKind.Default || _conditions.Of(property.Condition) == Tristate.No
                || property.ValueSymbol is not { } value)
                continue;
            Calculate(value);
            yield return Shown(value);
        }
    }

    /// <summary>Ranges don't apply here, and implied values aren't limited (<c>sym_get_string_default</c>).</summary>
    internal string DefaultOf(Symbol symbol)
    {
        CalculateVisibility(symbol);
        Calculate(Tree.Modules);
        var value = Tristate.No;
        var text = "";
        if (ActiveProperty(symbol, PropertyKind.Default, out var condition) is { } property)
        {
            if (symbol.Type.IsLogical())
            {
                value = Tristates.And(_conditions.Of(property.Value), condition);
            }
            else if (property.ValueSymbol is { } source)
            {
                Calculate(source);
                text = State(source).Text ?? "(null)";
            }
        }

        if (!symbol.Type.IsLogical())
            return text.Length == 0 && symbol.Type.IsNumber() ? Start(symbol.Type) : text;
        ref var state = ref State(symbol);
        value = Tristates.Or(value, state.Selected);
        var hasModules = State(Tree.Modules).Value != Tristate.No;
        if (value == Tristate.Mod && ((!symbol.IsChoiceMember && !hasModules) || symbol.Type == SymbolType.Bool))
            value = Tristate.Yes;
        return Tristates.Letter(Tristates.Or(value, state.Implied));
    }
}
