using KernelSplit.Footprint.Changes;

namespace KernelSplit.Footprint.Reports.Page;

/// <summary>How the treemap shows a module: colour, sign and label.</summary>
/// <param name="Name">Names the colour in page.css.</param>
/// <param name="Sign">For people who can't distinguish the colours.</param>
/// <param name="Label">For the legend.</param>
internal sealed record ModuleState(string Name, string Sign, string Label);

internal static class ModuleStates
{
    private static readonly ModuleState New = new("new", "+", "new, or no longer built in");
    private static readonly ModuleState Moved = new("moved", "→", "moved to another package");
    private static readonly ModuleState Grown = new("grown", "▲", "changed and grown");
    private static readonly ModuleState Shrunk = new("shrunk", "▼", "changed and shrunk");
    private static readonly ModuleState Changed = new("changed", "≠", "changed, same size");
    private static readonly ModuleState Unchanged = new("unchanged", "", "same code");

    /// <summary>In the legend's order.</summary>
    public static IReadOnlyList<ModuleState> All { get; } = [Grown, Shrunk, New, Changed, Moved, Unchanged];

    /// <summary>The first that applies; if code can't be compared, the size decides.</summary>
    public static ModuleState Of(ModuleChange module) => module switch
    {
        { Then: null } => New,
        { IsMoved: true } => Moved,
        { HasNewCode: false } => Unchanged,
        { Growth: > 0 } => Grown,
        { Growth: < 0 } => Shrunk,
        { HasNewCode: true } => Changed,
        _ => Unchanged,
    };

    public static string Legend() => Html.Join(
        All,
        state => Html.Of($"<li><span class=\"swatch state-{state.Name}\" aria-hidden=\"true\">{state.Sign}</span>")
            + Html.Of($"{state.Label}</li>")).Text;
}
