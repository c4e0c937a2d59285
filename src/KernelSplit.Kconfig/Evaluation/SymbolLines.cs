using System.Text;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Evaluation;

/// <summary>Symbols as .config lines (scripts/kconfig/confdata.c).</summary>
internal static class SymbolLines
{
    /// <summary>Appends a .config line.</summary>
    /// <param name="text">Gets the line.</param>
    /// <param name="prefix">Usually <c>CONFIG_</c>.</param>
    /// <param name="symbol">The symbol.</param>
    /// <param name="value">Its value, without quotes.</param>
    /// <param name="isOffComment">Whether n is written as <c>is not set</c>.</param>
    public static void Append(StringBuilder text, string prefix, Symbol symbol, string value, bool isOffComment = true)
    {
        if (symbol.Type == SymbolType.Unknown)
            return;
        if (isOffComment && symbol.Type.IsLogical() && value == "n")
        {
            text.Append("# ").Append(prefix).Append(symbol.Name).Append(" is not set\n");
            return;
        }

        text.Append(prefix).Append(symbol.Name).Append('=');
        if (symbol.Type == SymbolType.String)
            AppendQuoted(text, value);
        else
            text.Append(value);
        text.Append('\n');
    }

    public static void AppendQuoted(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            if (c is '"' or '\\')
                text.Append('\\');
            text.Append(c);
        }

        text.Append('"');
    }
}
