namespace KernelSplit.Benchmarks;

/// <summary>What a comparison needs isn't there, or doesn't work.</summary>
internal sealed class MissingException(string message) : Exception(message);
