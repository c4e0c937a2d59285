using KernelSplit.Splitting.Solving;

namespace KernelSplit.Splitting.Explaining;

/// <summary>One hard dependency on the way from a module to what holds it in its package.</summary>
/// <param name="User">The module that can't be loaded without the other.</param>
/// <param name="Dependency">The other.</param>
public sealed record DependencyLink(string User, string Dependency);

/// <summary>What holds a module in its package.</summary>
/// <param name="Links">From the module on, each touching the one before; empty when nothing but its own reason holds
/// it.</param>
/// <param name="Holder">Where the chain ends: at a rule, or at the default package.</param>
public sealed record Chain(IReadOnlyList<DependencyLink> Links, Placement Holder);
