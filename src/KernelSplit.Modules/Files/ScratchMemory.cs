namespace KernelSplit.Modules.Files;

/// <summary>Memory that a thread reuses for one file after another.</summary>
internal sealed class ScratchMemory
{
    // Enough for the symbols of almost every module; larger requests are allocated.
    private readonly byte[] _memory = GC.AllocateUninitializedArray<byte>(1 << 20);
    private int _used;

    public Memory<byte> Take(int size)
    {
        if (size > _memory.Length - _used)
            return GC.AllocateUninitializedArray<byte>(size);
        _used += size;
        return _memory.AsMemory(_used - size, size);
    }

    /// <summary>Makes all memory available again.</summary>
    public void Reset() => _used = 0;
}
