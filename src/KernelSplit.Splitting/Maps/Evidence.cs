namespace KernelSplit.Splitting.Maps;

/// <summary>How much a fact says about a module; where two rules conflict, the stronger one wins.</summary>
public enum Strength
{
    /// <summary>Where the source file is: a maintainer's choice, changed at will.</summary>
    Path = 1,

    /// <summary>What it drives or imports: modalias, PCI ids, imported symbols.</summary>
    Device = 2,

    /// <summary>The Kconfig symbol that builds it.</summary>
    Kconfig = 3,

    /// <summary>The module itself, by name.</summary>
    Name = 4,

    /// <summary>The contract of a target: without it the guest doesn't work.</summary>
    Contract = 5,
}

/// <summary>Why a condition held.</summary>
/// <param name="Strength">How much that says.</param>
/// <param name="Text">A phrase whose subject is the module: <c>imports pci_enable_sriov</c>.</param>
public sealed record Evidence(Strength Strength, string Text);
