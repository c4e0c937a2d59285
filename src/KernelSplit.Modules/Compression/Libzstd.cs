using System.Runtime.InteropServices;

namespace KernelSplit.Modules.Compression;

/// <summary>Bindings for libzstd (zstd.h, the stable part of its API).</summary>
internal static unsafe partial class Libzstd
{
    public const int ResetSession = 1;

    private const string Library = "libzstd.so.1";

    /// <summary>Whether this machine has it.</summary>
    public static bool IsInstalled { get; } = NativeLibrary.TryLoad(Library, out _);

    [LibraryImport(Library, EntryPoint = "ZSTD_createDStream")]
    public static partial void* CreateStream();

    [LibraryImport(Library, EntryPoint = "ZSTD_freeDStream")]
    public static partial nuint FreeStream(void* stream);

    [LibraryImport(Library, EntryPoint = "ZSTD_decompressStream")]
    public static partial nuint DecompressStream(void* stream, Output* output, Input* input);

    /// <summary>Since libzstd 1.4.</summary>
    [LibraryImport(Library, EntryPoint = "ZSTD_DCtx_reset")]
    public static partial nuint ResetStream(void* stream, int what);

    [LibraryImport(Library, EntryPoint = "ZSTD_sizeof_DStream")]
    public static partial nuint SizeOfStream(void* stream);

    [LibraryImport(Library, EntryPoint = "ZSTD_getFrameContentSize")]
    public static partial ulong FrameContentSize(byte* frame, nuint size);

    [LibraryImport(Library, EntryPoint = "ZSTD_isError")]
    public static partial uint IsError(nuint code);

    [LibraryImport(Library, EntryPoint = "ZSTD_getErrorName")]
    public static partial byte* GetErrorName(nuint code);

    /// <summary><c>ZSTD_inBuffer</c></summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Input
    {
        public byte* Source;
        public nuint Size;
        public nuint Position;
    }

    /// <summary><c>ZSTD_outBuffer</c></summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Output
    {
        public byte* Destination;
        public nuint Size;
        public nuint Position;
    }
}
