using KernelSplit.Footprint.Changes;

namespace KernelSplit.Footprint.Reports.Page;

/// <summary>What the map of sizes shows of a module by colour, sign and word.</summary>
/// <param name="Name">Names the colour in page.css.</param>
/// <param name="Sign">For those who don't tell the colours apart.</param>
/// <param name="Words">For the legend.</param>
internal sealed record ModuleState(string Name, string Sign, string Words);

internal static class ModuleStates
{
    private static readonly ModuleState New = new("new", "+", "new, or no longer built in");
    private static readonly ModuleState Moved = new("moved", "→", "moved to another package");
    private static readonly ModuleState Grown = new("grown", "▲", "changed and grown");
    private static readonly ModuleState Shrunk = new("shrunk", "▼", "changed and shrunk");
    private static readonly ModuleState Rewritten = new("rewritten", "≠", "changed, same size");
    private static readonly ModuleState Unchanged = new("unchanged", "", "runs the same code");

    /// <summary>In the legend's order.</summary>
    public static IReadOnlyList<ModuleState> All { get; } = [Grown, Shrunk, New, Rewritten, Moved, Unchanged];

    /// <summary>The first that is true; where code can't be compared, its size tells.</summary>
    public static ModuleState Of(ModuleChange module) => module switch
    {
        { Then: null } => New,
        { IsMoved: true } => Moved,
        { HasNewCode: false } => Unchanged,
        { Growth: > 0 } => Grown,
        { Growth: < 0 } => Shrunk,
        { HasNewCode: true } => Rewritten,
        _ => Unchanged,
    };

    public static string Legend() => Html.Join(
        All, state => Html.Of($"<li><span class=\"swatch state-{state.Name}\" aria-hidden=\"true\">{state.Sign}</span>{state.Words}</li>")).Text;
}
