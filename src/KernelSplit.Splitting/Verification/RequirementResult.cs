using System.Text.Json.Serialization;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Splitting.Verification;

/// <summary>How a split kernel serves a requirement of a target.</summary>
[JsonConverter(typeof(KebabCase<Service>))]
public enum Service
{
    /// <summary>A module in the package that must have it, or in one that this requires.</summary>
    Module,

    /// <summary>Code of the kernel image.</summary>
    BuiltIn,

    /// <summary>Its drivers are all in packages that may not be installed.</summary>
    Elsewhere,

    /// <summary>Its drivers need modules or symbols that nothing provides.</summary>
    NotLoadable,

    /// <summary>The kernel has no driver for it.</summary>
    Missing,
}

/// <summary>Whether a requirement is satisfied, and by what.</summary>
/// <param name="Requirement">A device or module of a target's contract.</param>
/// <param name="Package">The package that must serve it.</param>
/// <param name="Service">How it does.</param>
/// <param name="Drivers">What serves it, or would; the first is named in messages.</param>
/// <param name="FoundIn">The package of the first driver that is a module.</param>
public sealed record RequirementResult(
    Requirement Requirement, string Package, Service Service, IReadOnlyList<string> Drivers, string? FoundIn)
{
    public bool IsSatisfied => Service is Service.Module or Service.BuiltIn;

    /// <summary>As a phrase.</summary>
    public string Words => Service switch
    {
        Service.Module => $"{Drivers[0]} in {FoundIn}",
        Service.BuiltIn => Drivers.Count == 0 ? "built in" : $"{Drivers[0]}, built in",
        Service.Elsewhere => $"its driver {Drivers[0]} is in {FoundIn}",
        Service.NotLoadable => $"its driver {Drivers[0]} can't be loaded",
        _ => $"this kernel has no driver for it",
    };
}
