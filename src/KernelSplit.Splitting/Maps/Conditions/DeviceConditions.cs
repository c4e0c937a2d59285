using KernelSplit.Devices.Naming;
using KernelSplit.Modules;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Splitting.Maps.Conditions;

/// <summary>An alias of the module against patterns, or against a bus alone (<c>usb</c>).</summary>
public sealed record ModaliasCondition(PatternList Aliases) : RuleCondition
{
    public override Evidence? Test(KernelModule module, KernelFacts kernel) =>
        Aliases.FirstOf(module.ModInfo.Aliases) is { } alias ? new Evidence(Strength.Device, $"drives {alias}") : null;
}

/// <summary>A PCI device that an alias names. A field that the alias leaves open matches nothing.</summary>
public sealed record PciCondition(string? Vendor, string? Device, string? Class) : RuleCondition
{
    private const string Bus = "pci:";

    public override Evidence? Test(KernelModule module, KernelFacts kernel)
    {
        foreach (var alias in module.ModInfo.Aliases)
        {
            if (alias.StartsWith(Bus, StringComparison.Ordinal) && Holds(new AliasFields(alias[Bus.Length..])))
                return new Evidence(Strength.Device, $"drives {alias}");
        }

        return null;
    }

    private bool Holds(AliasFields alias) =>
        (Vendor is null || alias["v"] == Wide(Vendor))
        && (Device is null || alias["d"] == Wide(Device))
        && (Class is null || alias.Code("bc", "sc", "i").StartsWith(Class, StringComparison.OrdinalIgnoreCase));

    private static string Wide(string number) => number.PadLeft(8, '0');
}

/// <summary>
/// The devices of a target, required or optional, that the module drives, or the modules that it loads by name.
/// </summary>
public sealed record TargetCondition(IReadOnlyList<Target> Served) : RuleCondition
{
    public override IEnumerable<Target> Targets => Served;

    public override Evidence? Test(KernelModule module, KernelFacts kernel)
    {
        foreach (var target in Served)
        {
            if (kernel.ServiceOf(module, target) is { } service)
                return new Evidence(Strength.Contract, service);
        }

        return null;
    }
}
