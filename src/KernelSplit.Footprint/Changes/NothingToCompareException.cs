namespace KernelSplit.Footprint.Changes;

/// <summary>An answer would say that nothing changed, and nothing was looked at.</summary>
public sealed class NothingToCompareException(string message) : Exception(message);
