using KernelSplit.Modules;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Splitting.Maps.Conditions;

/// <summary>Every part must hold. The strongest part counts.</summary>
public sealed record AllCondition(IReadOnlyList<RuleCondition> Parts) : RuleCondition
{
    public override IReadOnlyList<RuleCondition> Inner => Parts;

    public override Evidence? Test(KernelModule module, KernelFacts kernel)
    {
        var evidence = new List<Evidence>(Parts.Count);
        foreach (var part in Parts)
        {
            if (part.Test(module, kernel) is not { } found)
                return null;
            evidence.Add(found);
        }

        return new Evidence(evidence.Max(e => e.Strength), string.Join(" and ", evidence.Select(e => e.Text)));
    }
}

/// <summary>One part must hold. The first of the strongest counts.</summary>
public sealed record AnyCondition(IReadOnlyList<RuleCondition> Parts) : RuleCondition
{
    public override IReadOnlyList<RuleCondition> Inner => Parts;

    public override Evidence? Test(KernelModule module, KernelFacts kernel)
    {
        Evidence? strongest = null;
        foreach (var part in Parts)
        {
            if (part.Test(module, kernel) is { } found && (strongest is null || found.Strength > strongest.Strength))
                strongest = found;
        }

        return strongest;
    }
}

/// <summary>The part must not hold.</summary>
/// <param name="Part">What must not hold.</param>
/// <param name="Description">Its place, for explanations.</param>
public sealed record NotCondition(RuleCondition Part, string Description) : RuleCondition
{
    public override IReadOnlyList<RuleCondition> Inner => [Part];

    public override IEnumerable<Target> Targets => [];

    public override Evidence? Test(KernelModule module, KernelFacts kernel) =>
        Part.Test(module, kernel) is null ? new Evidence(Strength.Path, $"isn't matched by {Description}") : null;
}
