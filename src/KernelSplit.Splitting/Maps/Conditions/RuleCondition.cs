using KernelSplit.Modules;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Splitting.Maps.Conditions;

/// <summary>A test of one module that a rule makes. docs/package-maps.md lists them with examples.</summary>
public abstract record RuleCondition
{
    /// <summary>The conditions that it combines.</summary>
    public virtual IReadOnlyList<RuleCondition> Inner => [];

    /// <summary>Whether it needs the kernel's source.</summary>
    public virtual bool NeedsSource => Inner.Any(part => part.NeedsSource);

    /// <summary>Whether it tests where in the kernel's source a module is from.</summary>
    public virtual bool TestsPath => Inner.Any(part => part.TestsPath);

    /// <summary>The modules that it names without wildcards, by name or by path.</summary>
    public virtual IEnumerable<ListEntry> Names => Inner.SelectMany(part => part.Names);

    /// <summary>The targets that it tests.</summary>
    public virtual IEnumerable<Target> Targets => Inner.SelectMany(part => part.Targets);

    /// <summary>The evidence when it holds, else null.</summary>
    public abstract Evidence? Test(KernelModule module, KernelFacts kernel);
}
