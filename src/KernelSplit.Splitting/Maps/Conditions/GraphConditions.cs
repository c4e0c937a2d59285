using KernelSplit.Modules;

namespace KernelSplit.Splitting.Maps.Conditions;

/// <summary>Symbols that the module imports, one of which is enough.</summary>
public sealed record ImportsCondition(Words Symbols) : Condition
{
    public override Evidence? Test(KernelModule module, KernelFacts kernel) =>
        module.Imports.Select(import => import.Name).Where(name => Symbols.Match(name) is not null).Order(StringComparer.Ordinal).FirstOrDefault()
            is { } symbol ? new Evidence(Strength.Device, $"imports {symbol}") : null;
}

/// <summary>Symbols that the module offers to others, one of which is enough.</summary>
public sealed record ExportsCondition(Words Symbols) : Condition
{
    public override Evidence? Test(KernelModule module, KernelFacts kernel) =>
        Symbols.FirstOf(module.Exports.Select(export => export.Name)) is { } symbol ? new Evidence(Strength.Device, $"exports {symbol}") : null;
}

/// <summary>Modules that it can't be loaded without, directly or not.</summary>
public sealed record DependsOnCondition(Words Modules) : Condition
{
    public override Evidence? Test(KernelModule module, KernelFacts kernel) =>
        Modules.FirstOf(kernel.Graph.Closure(module.Name)) is { } dependency ? new Evidence(Strength.Device, $"depends on {dependency}") : null;
}

/// <summary>Modules that can't be loaded without it.</summary>
public sealed record NeededByCondition(Words Modules) : Condition
{
    public override Evidence? Test(KernelModule module, KernelFacts kernel) =>
        Modules.FirstOf(kernel.Graph.AllUsers(module.Name)) is { } user ? new Evidence(Strength.Device, $"is needed by {user}") : null;
}
