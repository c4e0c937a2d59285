namespace KernelSplit.Footprint.Changes;

/// <summary>The releases have nothing in common that could be compared.</summary>
public sealed class NothingToCompareException(string message) : Exception(message);
