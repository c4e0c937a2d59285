using System.Text;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Evaluation;

/// <summary>Selects that ignore the selected symbol's dependencies.</summary>
public sealed partial class Configuration
{
    private void WarnOfUnmetDependency(Symbol symbol)
    {
        var direct = State(symbol).Direct == Tristate.Mod ? 'm' : 'n';
        var text = new StringBuilder();
        text.Append($"\nWARNING: unmet direct dependencies detected for {symbol}\n  Depends on [{direct}]: ");
        ExpressionPrinter.Append(text, symbol.DirectDependency, Shown);
        text.Append('\n');
        AppendReasons(text, symbol.SelectedBy, Tristate.Yes, "  Selected by [y]:\n");
        AppendReasons(text, symbol.SelectedBy, Tristate.Mod, "  Selected by [m]:\n");
        Warnings(text.ToString());
        UnmetDependencyCount++;
    }

    /// <summary>The operands of an or that have a value, one per line; the title only if there are any.</summary>
    internal void AppendReasons(StringBuilder text, Expression? reasons, Tristate value, string title)
    {
        if (reasons is null)
            return;
        var hasTitle = false;
        foreach (var reason in Leaves.Of(reasons, ExpressionKind.Or).Where(reason => _conditions.Of(reason) == value))
        {
            text.Append(hasTitle ? "" : title).Append("  - ");
            hasTitle = true;
            ExpressionPrinter.Append(text, reason, Shown);
            text.Append('\n');
        }
    }
}
