using KernelSplit.Modules;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Splitting.Maps.Conditions;

/// <summary>Symbols that the module imports, one of which is enough.</summary>
public sealed record ImportsCondition(PatternList Symbols) : RuleCondition
{
    public override Evidence? Test(KernelModule module, KernelFacts kernel) =>
        module.Imports.Select(import => import.ExportName).Where(name =>
            Symbols.Match(name) is not null).Order(StringComparer.Ordinal).FirstOrDefault()
            is { } symbol ? new Evidence(Strength.Device, $"imports {symbol}") : null;
}

/// <summary>Symbols that the module exports, one of which is enough.</summary>
public sealed record ExportsCondition(PatternList Symbols) : RuleCondition
{
    public override Evidence? Test(KernelModule module, KernelFacts kernel) =>
        Symbols.FirstOf(module.Exports.Select(export => export.Name)) is { } symbol
            ? new Evidence(Strength.Device, $"exports {symbol}")
            : null;
}

/// <summary>Modules that it can't be loaded without, directly or not.</summary>
/// <param name="Which">What one of those must be.</param>
public sealed record DependsOnCondition(RuleCondition Which) : RelatedCondition(Which)
{
    public override Evidence? Test(KernelModule module, KernelFacts kernel) =>
        Test(kernel.Graph.Closure(module.Name), "depends on", kernel);
}

/// <summary>Modules that can't be loaded without it.</summary>
/// <param name="Which">What one of those must be.</param>
public sealed record NeededByCondition(RuleCondition Which) : RelatedCondition(Which)
{
    public override Evidence? Test(KernelModule module, KernelFacts kernel) =>
        Test(kernel.Graph.AllUsers(module.Name), "is needed by", kernel);
}

/// <summary>A condition about a module's dependencies or users.</summary>
public abstract record RelatedCondition(RuleCondition Which) : RuleCondition
{
    public override IReadOnlyList<RuleCondition> Inner => [Which];

    public override IEnumerable<Target> Targets => [];

    /// <summary>The first of the related modules for which the condition holds.</summary>
    private protected Evidence? Test(IReadOnlyList<string> related, string relation, KernelFacts kernel)
    {
        foreach (var name in related)
        {
            if (kernel.Test(Which, name) is { } evidence)
                return new Evidence(
                    Strength.Device, $"{relation} {name}{(Which is NameCondition ? "" : $", which {evidence.Text}")}");
        }

        return null;
    }
}
