namespace KernelSplit.Foundation;

/// <summary>Unlike <see cref="Progress{T}"/>, reports on the thread that calls, so that no report comes late.</summary>
public sealed class ImmediateProgress<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
