using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Evaluation;

/// <summary>Which menus and comments are visible.</summary>
public sealed partial class Configuration
{
    /// <summary>
    /// Whether a menu, comment or symbol is visible (scripts/kconfig/menu.c, <c>menu_is_visible</c>).
    /// </summary>
    public bool IsVisible(MenuNode node)
    {
        if (node.Prompt is null || _conditions.Of(node.Visibility) == Tristate.No)
            return false;
        Tristate visibility;
        if (node.Symbol is { } symbol)
        {
            Calculate(symbol);
            visibility = _promptVisibilities[node.Prompt.Id];
        }
        else
        {
            visibility = _conditions.Of(node.Prompt.Condition);
        }

        if (visibility != Tristate.No)
            return true;
        return node.Symbol is not null && State(node.Symbol).Value != Tristate.No && HasVisibleChild(node);
    }

    private bool HasVisibleChild(MenuNode node)
    {
        for (var child = node.FirstChild; child is not null; child = child.Next)
        {
            if (!IsVisible(child))
                continue;
            // Old kernels treat that as a user's answer.
            if (_dialect.HasClassicChoices)
                State(node.Symbol!).Set(StateFlags.IsRequested);
            return true;
        }

        return false;
    }
}
