namespace KernelSplit.Modules.Compression;

/// <summary>
/// The array for a module that inflates to more than a pooled array holds. There is one in the process, and other
/// threads wait for it, so memory is bounded for any number of threads and such modules. Its untouched pages take no
/// memory.
/// </summary>
internal sealed class LargeArray : IDisposable
{
    private static readonly SemaphoreSlim Gate = new(1);
    private static readonly WeakReference<byte[]?> Kept = new(null);

    private int _released;

    private LargeArray(byte[] bytes) => Bytes = bytes;

    ~LargeArray() => Release();

    public byte[] Bytes { get; }

    public static LargeArray Take(int size)
    {
        Gate.Wait();
        try
        {
            if (!Kept.TryGetTarget(out var bytes) || bytes.Length < size)
                Kept.SetTarget(bytes = GC.AllocateUninitializedArray<byte>(size));
            return new LargeArray(bytes);
        }
        catch
        {
            Gate.Release();
            throw;
        }
    }

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private void Release()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0)
            Gate.Release();
    }
}
