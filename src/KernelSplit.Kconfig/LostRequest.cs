using KernelSplit.Diagnostics;

namespace KernelSplit.Kconfig;

/// <summary>A request that the final .config does not grant.</summary>
/// <param name="Asked">The fragment's line.</param>
/// <param name="Got">The value in the final .config; null when the symbol isn't in it at all.</param>
public sealed record LostRequest(Assignment Asked, string? Got)
{
    public Diagnostic ToDiagnostic()
    {
        var got = Got switch
        {
            null => "kbuild left it out",
            Assignment.NotSet => "kbuild left it off",
            _ => $"kbuild made it {Got}",
        };
        var hint = Got is null or Assignment.NotSet
            ? "Something it depends on is off, or this kernel has no such symbol"
            : "Another symbol selects it, or it can't be built that way";
        return Diagnostic.Warning(
            Asked.File, $"asked for CONFIG_{Asked.Symbol}={Asked.Value}, {got}", hint, Asked.Line);
    }
}
