using KernelSplit.Kconfig.Merging;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>A symbol with the value that a fix sets.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Value">As in fragments.</param>
internal sealed record Setting(Symbol Symbol, string Value)
{
    public string ToConfigLine() => new Assignment(Symbol.Name!, Value, "", 0).ToConfigLine();
}
