namespace KernelSplit.Testing;

/// <summary>
/// What several test classes look at: made when the first of them asks, kept until the last test of the assembly has
/// ended. An assembly fixture, so that the classes need not share a collection and can run side by side.
/// </summary>
public sealed class Shared<T> : IDisposable
    where T : class, new()
{
    private readonly Lazy<T> _value = new(() => new T());

    /// <summary>Throws for each test what making it threw.</summary>
    public T Value => _value.Value;

    public void Dispose()
    {
        if (_value.IsValueCreated)
            (_value.Value as IDisposable)?.Dispose();
    }
}
