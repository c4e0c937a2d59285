using KernelSplit.Kconfig.Evaluation;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Finalizing;

/// <summary>Properties that don't fit their symbol's type.</summary>
internal sealed partial class Finalizer
{
    private void CheckProperties(Symbol symbol)
    {
        foreach (var property in symbol.PropertyList)
        {
            switch (property.Kind)
            {
                case PropertyKind.Default:
                    CheckDefault(symbol, property);
                    break;
                case PropertyKind.Select or PropertyKind.Imply:
                    CheckReverse(symbol, property);
                    break;
                case PropertyKind.Range:
                    if (!symbol.Type.IsNumber())
                        Warn(property, "range is only allowed for int or hex symbols");
                    if (!IsNumber(symbol, property.Value!.Symbol!) || !IsNumber(symbol, property.Value.Other!))
                        Warn(property, "range is invalid");
                    break;
            }
        }
    }

    private void CheckDefault(Symbol symbol, Property property)
    {
        var value = property.ValueSymbol;
        if (value is null)
        {
            if (symbol.Type is SymbolType.String or SymbolType.Int or SymbolType.Hex)
                Warn(property, $"default for config symbol '{symbol}' must be a single symbol");
            return;
        }

        if (symbol.Type.IsNumber() && !IsNumber(symbol, value))
            Warn(property, $"'{symbol}': number is invalid");
        if (symbol.IsChoice && ChoiceOf(value) != symbol)
            Warn(property, $"choice default symbol '{value}' is not contained in the choice");
    }

    private void CheckReverse(Symbol symbol, Property property)
    {
        var verb = property.Kind == PropertyKind.Select ? "select" : "imply";
        var target = property.ValueSymbol!;
        if (!symbol.Type.IsLogical())
            Warn(property, $"config symbol '{symbol}' uses {verb}, but is not bool or tristate");
        else if (target.Type != SymbolType.Unknown && !target.Type.IsLogical())
            Warn(property, $"'{target}' has wrong type. '{verb}' only accept arguments of bool and tristate type");
    }

    private Symbol? ChoiceOf(Symbol symbol) =>
        dialect.HasClassicChoices ? symbol.Choice : Choices.NodeAround(symbol)?.Symbol;

    private static bool IsNumber(Symbol symbol, Symbol value) =>
        value.Type.IsNumber() || (value.Type == SymbolType.Unknown && Numbers.IsValid(symbol.Type, value.Name!));

    private void Warn(Property property, string what) => report.Warn(property.File, property.Line, what);
}
