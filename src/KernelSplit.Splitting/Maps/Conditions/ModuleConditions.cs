using KernelSplit.Modules;

namespace KernelSplit.Splitting.Maps.Conditions;

/// <summary>The source file without <c>.ko</c>, as <c>drivers/net/virtio_net</c>, against globs.</summary>
public sealed record PathCondition(PatternList Paths) : RuleCondition
{
    public override bool TestsPath => true;

    public override IEnumerable<ListEntry> Names =>
        Paths.WithoutWildcards.Select(entry => entry with { IsPath = true });

    public override Evidence? Test(KernelModule module, KernelFacts kernel) =>
        Paths.Match(module.SourcePath) is { } glob ? new Evidence(Strength.Path, $"is built from {glob}") : null;
}

/// <summary>The module's name; <c>-</c> and <c>_</c> are the same character.</summary>
public sealed record NameCondition(PatternList Modules) : RuleCondition
{
    public override IEnumerable<ListEntry> Names => Modules.WithoutWildcards;

    public override Evidence? Test(KernelModule module, KernelFacts kernel) =>
        Modules.Match(module.Name) is not null ? new Evidence(Strength.Name, $"is called {module.Name}") : null;
}

/// <summary>What MODULE_LICENSE says.</summary>
public sealed record LicenseCondition(PatternList Licenses) : RuleCondition
{
    public override Evidence? Test(KernelModule module, KernelFacts kernel) =>
        module.ModInfo.License is { } license && Licenses.Match(license) is not null
            ? new Evidence(Strength.Path, $"has the licence {license}")
            : null;
}

/// <summary>Files below /lib/firmware that it may ask for.</summary>
public sealed record FirmwareCondition(PatternList Files) : RuleCondition
{
    public override Evidence? Test(KernelModule module, KernelFacts kernel) =>
        Files.FirstOf(module.ModInfo.Firmware) is { } file ? new Evidence(Strength.Device, "loads the firmware "
            + $"{file}") : null;
}

/// <summary>The Kconfig symbol that builds it, by the source's Makefiles.</summary>
public sealed record KconfigCondition(PatternList Symbols) : RuleCondition
{
    public override bool NeedsSource => true;

    public override Evidence? Test(KernelModule module, KernelFacts kernel) =>
        Symbols.FirstOf(kernel.RuleOf(module.SourcePath)?.Symbols ?? []) is { } symbol
            ? new Evidence(Strength.Kconfig, $"is built by CONFIG_{symbol}")
            : null;
}
