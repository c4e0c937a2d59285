using KernelSplit.Kconfig.Merging;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Fixing;

/// <summary>A symbol with a value that a fix gives it.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Value">As fragments write it.</param>
internal sealed record Setting(Symbol Symbol, string Value)
{
    public string ToConfigLine() => new Assignment(Symbol.Name!, Value, "", 0).ToConfigLine();
}
