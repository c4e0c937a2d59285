using DotNet.Globbing;
using KernelSplit.Modules;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Splitting.Maps;

/// <summary>A test of one module that a rule makes. docs/reference.md lists them with examples.</summary>
public abstract record Condition
{
    /// <summary>The evidence when it holds, else null.</summary>
    public abstract Evidence? Test(KernelModule module);
}

/// <summary>Every part must hold. The strongest part counts.</summary>
public sealed record AllCondition(IReadOnlyList<Condition> Parts) : Condition
{
    public override Evidence? Test(KernelModule module)
    {
        var evidence = new List<Evidence>(Parts.Count);
        foreach (var part in Parts)
        {
            if (part.Test(module) is not { } found)
                return null;
            evidence.Add(found);
        }

        return new Evidence(evidence.Max(e => e.Strength), string.Join(" and ", evidence.Select(e => e.Text)));
    }
}

/// <summary>One part must hold. The first that says most counts.</summary>
public sealed record AnyCondition(IReadOnlyList<Condition> Parts) : Condition
{
    public override Evidence? Test(KernelModule module) =>
        Parts.Select(part => part.Test(module)).OfType<Evidence>().MaxBy(evidence => evidence.Strength);
}

/// <summary>The part must not hold.</summary>
public sealed record NotCondition(Condition Part, string Description) : Condition
{
    public override Evidence? Test(KernelModule module) =>
        Part.Test(module) is null ? new Evidence(Strength.Path, $"isn't matched by {Description}") : null;
}

/// <summary>The source file without <c>.ko</c>, as <c>drivers/net/virtio_net</c>, against globs.</summary>
public sealed record PathCondition(IReadOnlyList<Glob> Globs) : Condition
{
    public override Evidence? Test(KernelModule module) =>
        Globs.FirstOrDefault(glob => glob.IsMatch(module.SourcePath)) is { } glob
            ? new Evidence(Strength.Path, $"is built from {glob}")
            : null;
}

/// <summary>The module's name; <c>-</c> and <c>_</c> are the same letter.</summary>
public sealed record NameCondition(IReadOnlyList<Glob> Globs) : Condition
{
    public override Evidence? Test(KernelModule module) =>
        Globs.Any(glob => glob.IsMatch(module.Name)) ? new Evidence(Strength.Name, $"is called {module.Name}") : null;
}

/// <summary>An alias of the module against patterns, or against a bus alone (<c>usb</c>).</summary>
public sealed record ModaliasCondition(IReadOnlyList<Glob> Globs) : Condition
{
    public override Evidence? Test(KernelModule module)
    {
        var alias = module.ModInfo.Aliases.FirstOrDefault(alias => Globs.Any(glob => glob.IsMatch(alias)));
        return alias is null ? null : new Evidence(Strength.Device, $"drives {alias}");
    }
}

/// <summary>Symbols that the module imports, one of which is enough.</summary>
public sealed record ImportsCondition(IReadOnlySet<string> Symbols) : Condition
{
    public override Evidence? Test(KernelModule module)
    {
        var symbol = module.Imports.Select(import => import.Name).Where(Symbols.Contains).Order(StringComparer.Ordinal).FirstOrDefault();
        return symbol is null ? null : new Evidence(Strength.Device, $"imports {symbol}");
    }
}

/// <summary>A PCI device that an alias names. An alias that leaves a field open says nothing about that field.</summary>
public sealed record PciCondition(string? Vendor, string? Device, string? Class) : Condition
{
    public override Evidence? Test(KernelModule module)
    {
        foreach (var alias in module.ModInfo.Aliases)
        {
            if (PciAlias.Parse(alias) is { } pci && Holds(pci))
                return new Evidence(Strength.Device, $"drives {alias}");
        }

        return null;
    }

    private bool Holds(PciAlias pci) =>
        (Vendor is null || pci.Vendor == Vendor)
        && (Device is null || pci.Device == Device)
        && (Class is null || pci.Class.StartsWith(Class, StringComparison.Ordinal));
}

/// <summary>The contract of a target: it shows a device, required or optional, that the module drives, or asks for the module by name.</summary>
public sealed record TargetCondition(IReadOnlyList<Target> Targets) : Condition
{
    public override Evidence? Test(KernelModule module)
    {
        foreach (var target in Targets)
        {
            if (target.Modules.Any(name => ModulePath.NormalizeName(name) == module.Name))
                return new Evidence(Strength.Contract, $"is loaded by name on {target.Name}");

            var device = target.Devices.FirstOrDefault(
                device => module.ModInfo.Aliases.Any(alias => device.Modaliases.Any(modalias => AliasPattern.Matches(alias, modalias))));
            if (device is not null)
                return new Evidence(Strength.Contract, $"drives {device.Name} ({target.Name})");
        }

        return null;
    }
}
