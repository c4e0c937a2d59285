using System.Text.Json.Serialization;
using KernelSplit.Foundation;

namespace KernelSplit.Modules.Aliases;

/// <summary>The kind of an <see cref="OptionalDependency"/>.</summary>
[JsonConverter(typeof(KebabCase<OptionalDependencyKind>))]
public enum OptionalDependencyKind
{
    /// <summary><c>softdep pre:</c>, loaded before the module.</summary>
    [JsonStringEnumMemberName("pre")]
    SoftPre,

    /// <summary><c>softdep post:</c>, loaded after it.</summary>
    [JsonStringEnumMemberName("post")]
    SoftPost,

    /// <summary><c>weakdep</c>, which the module may request at run time.</summary>
    Weak,
}

/// <summary>A soft or weak dependency, resolved: the module also loads without it.</summary>
/// <param name="Module">The module that has the dependency.</param>
/// <param name="Target">As the module spells it: a module name, or an alias such as <c>crypto-crc32c</c>.</param>
/// <param name="Kind">Soft or weak, and when the target is loaded.</param>
/// <param name="Providers">
/// The modules or built-in modules to which modprobe resolves the target, in its order. Empty if there are none in the
/// tree.
/// </param>
public sealed record OptionalDependency(
    string Module, string Target, OptionalDependencyKind Kind, IReadOnlyList<Driver> Providers);
