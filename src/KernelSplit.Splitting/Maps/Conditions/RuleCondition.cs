using KernelSplit.Modules;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Splitting.Maps.Conditions;

/// <summary>A test of one module that a rule makes. docs/package-maps.md lists them with examples.</summary>
public abstract record RuleCondition
{
    /// <summary>Whether it needs the kernel's source.</summary>
    public virtual bool NeedsSource => false;

    /// <summary>The modules that it names without wildcards, by name or by path.</summary>
    public virtual IEnumerable<string> Names => [];

    /// <summary>The targets that it tests.</summary>
    public virtual IEnumerable<Target> Targets => [];

    /// <summary>The evidence when it holds, else null.</summary>
    public abstract Evidence? Test(KernelModule module, KernelFacts kernel);
}
