using System.Text.Json.Serialization;
using KernelSplit.Foundation;

namespace KernelSplit.Kconfig.Model;

/// <summary>The type of a symbol.</summary>
[JsonConverter(typeof(KebabCase<SymbolType>))]
public enum SymbolType : byte
{
    /// <summary>No entry sets it: the symbol is a constant, or is only mentioned.</summary>
    Unknown,
    Bool,
    Tristate,
    Int,
    Hex,
    String,
}

internal static class SymbolTypes
{
    /// <summary>The type's name in the kernel's messages (scripts/kconfig/symbol.c).</summary>
    public static string NameOf(SymbolType type) => type switch
    {
        SymbolType.Bool => "bool",
        SymbolType.Tristate => "tristate",
        SymbolType.Int => "integer",
        SymbolType.Hex => "hex",
        SymbolType.String => "string",
        _ => "unknown",
    };

    public static bool IsLogical(this SymbolType type) => type is SymbolType.Bool or SymbolType.Tristate;

    public static bool IsNumber(this SymbolType type) => type is SymbolType.Int or SymbolType.Hex;
}
