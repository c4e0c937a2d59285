using System.Text.Json.Serialization;
using KernelSplit.Foundation;

namespace KernelSplit.Splitting.Support;

/// <summary>How a kernel serves something.</summary>
[JsonConverter(typeof(KebabCase<SupportState>))]
public enum SupportState
{
    BuiltIn,
    Module,

    /// <summary>
    /// The .config says module or built in, but no module that was given does it: another package has it, or this
    /// driver doesn't know the device yet.
    /// </summary>
    NotHere,
    Missing,

    /// <summary>No .config was given, and modules alone don't show what is built in.</summary>
    Unknown,

    /// <summary>The kernel's architecture doesn't have it.</summary>
    [JsonStringEnumMemberName("not-on-arch")]
    NotOnArchitecture,
}

/// <summary>What one kernel answers for one row.</summary>
/// <param name="State">The answer.</param>
/// <param name="Modules">The modules that serve it, sorted.</param>
/// <param name="Packages">The packages that these are in, sorted; empty where the kernel isn't packaged.</param>
/// <param name="Symbols">
/// Where it is missing: those that would enable it, alternatives with <c> | </c> between. Else those that made it, as
/// far as the .config was asked. Without <c>CONFIG_</c>.
/// </param>
public sealed record SupportCell(
    SupportState State, IReadOnlyList<string> Modules, IReadOnlyList<string> Packages, IReadOnlyList<string> Symbols)
{
    /// <summary>Whether the kernel has it.</summary>
    public bool Serves => State is SupportState.BuiltIn or SupportState.Module;

    /// <summary>Whether the kernel is known to lack it.</summary>
    public bool Lacks => State is SupportState.Missing or SupportState.NotHere;

    internal static SupportCell Of(SupportState state, IReadOnlyList<string>? symbols = null) =>
        new(state, [], [], symbols ?? []);
}
