namespace KernelSplit.Modules.Files;

/// <summary>Memory that one thread uses for one file after the other.</summary>
internal sealed class ScratchMemory
{
    // Enough for the symbols of almost every module; what needs more gets it for this once.
    private readonly byte[] _memory = GC.AllocateUninitializedArray<byte>(1 << 20);
    private int _used;

    public Memory<byte> Take(int size)
    {
        if (size > _memory.Length - _used)
            return GC.AllocateUninitializedArray<byte>(size);
        _used += size;
        return _memory.AsMemory(_used - size, size);
    }

    /// <summary>What was taken before may be given out again.</summary>
    public void Reset() => _used = 0;
}
