using System.Runtime.InteropServices;

namespace KernelSplit.Modules.Compression;

/// <summary>Bindings for liblzma (lzma/base.h, lzma/container.h; the ABI of liblzma.so.5).</summary>
internal static unsafe partial class Liblzma
{
    public const uint Concatenated = 0x08;
    public const int Run = 0;
    public const int Finish = 3;
    public const int Ok = 0;
    public const int StreamEnd = 1;
    public const int OutOfMemory = 5;
    public const int MemoryLimit = 6;
    public const int NotXz = 7;
    public const int UnsupportedOptions = 8;
    public const int NoProgress = 10;

    private const string Library = "liblzma.so.5";

    /// <summary>Whether this machine has it.</summary>
    public static bool IsInstalled { get; } = NativeLibrary.TryLoad(Library, out _);

    [LibraryImport(Library, EntryPoint = "lzma_stream_decoder")]
    public static partial int StreamDecoder(LzmaStream* stream, ulong memoryLimit, uint flags);

    /// <summary>Since liblzma 5.4.</summary>
    [LibraryImport(Library, EntryPoint = "lzma_stream_decoder_mt")]
    public static partial int ThreadedStreamDecoder(LzmaStream* stream, ThreadedOptions* options);

    [LibraryImport(Library, EntryPoint = "lzma_memusage")]
    public static partial ulong MemoryUsage(LzmaStream* stream);

    [LibraryImport(Library, EntryPoint = "lzma_code")]
    public static partial int Code(LzmaStream* stream, int action);

    [LibraryImport(Library, EntryPoint = "lzma_end")]
    public static partial void End(LzmaStream* stream);

    /// <summary><c>lzma_stream</c>; the reserved members are part of its size.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct LzmaStream
    {
        public byte* NextIn;
        public nuint AvailableIn;
        public ulong TotalIn;
        public byte* NextOut;
        public nuint AvailableOut;
        public ulong TotalOut;
        public void* Allocator;
        public void* Internal;
        public void* Reserved1;
        public void* Reserved2;
        public void* Reserved3;
        public void* Reserved4;
        public ulong SeekPosition;
        public ulong Reserved5;
        public nuint Reserved6;
        public nuint Reserved7;
        public int Reserved8;
        public int Reserved9;
    }

    /// <summary><c>lzma_mt</c>; the members between are for the encoder or reserved.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct ThreadedOptions
    {
        public uint Flags;
        public uint Threads;
        public ulong BlockSize;
        public uint Timeout;
        public uint Preset;
        public void* Filters;
        public fixed int Reserved1[8];
        public ulong ThreadingMemoryLimit;
        public ulong MemoryLimit;
        public ulong Reserved2;
        public ulong Reserved3;
        public void* Reserved4;
        public void* Reserved5;
        public void* Reserved6;
        public void* Reserved7;
    }
}
